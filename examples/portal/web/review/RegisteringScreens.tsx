import { Group, Stack } from '@mantine/core';
import { ActButtons } from '../form/ActButtons.js';
import { Loading } from '../frame/notices.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useTexts } from '../language.js';
import { reviewTexts } from '../words/review.js';

/** Approved: the company is being registered as a partner. */
export function RegisteringScreen() {
  const words = useTexts(reviewTexts);
  return (
    <Stack>
      <PageTitle about={words.aboutRegistering}>{words.registering}</PageTitle>
      <Loading />
    </Stack>
  );
}

/** Approved, but the partner could not be registered yet. */
export function NotRegisteredScreen() {
  const words = useTexts(reviewTexts);
  return (
    <Stack>
      <PageTitle about={words.aboutNotRegistered}>{words.notRegistered}</PageTitle>
      <Group>
        <ActButtons acts={['enrollment.registration.retry']} />
      </Group>
    </Stack>
  );
}
