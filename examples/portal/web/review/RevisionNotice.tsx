import { Alert, Stack, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { allowedEvents, requirements, steps } from 'hcpn-registration';
import { useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { reviewTexts } from '../words/review.js';
import { NamedFieldList } from './NamedFieldList.js';
import type { NamedField } from './namedFields.js';

/** Why an application was rejected, shown until it is handed in again; nothing elsewhere. */
export function RevisionNotice() {
  const { snapshot, user, say } = useOpen();
  const words = useTexts(reviewTexts);
  const { eventuallyDue } = requirements(snapshot);
  const { decision } = snapshot.context.review;
  const isDue = eventuallyDue.some(({ code }) => code === 'review.rejected');
  if (!isDue || decision === null) return null;
  const named = decision.fields.filter((field) =>
    eventuallyDue.some(({ code, path }) => code === 'review.fieldNamed' && path.join('.') === field),
  );
  const isUntouched = eventuallyDue.some(({ code }) => code === 'review.unchanged');
  const mayOpen = allowedEvents(snapshot, user.role).includes('wizard.step.open');
  const here = steps(snapshot).steps.find(({ current }) => current)?.id;

  async function open({ step, input }: NamedField) {
    if (step !== here) await say({ type: 'wizard.step.open', step });
    requestAnimationFrame(() => document.getElementById(input)?.focus());
  }

  return (
    <Alert color="yellow" icon={<IconPencil />} title={words.revising}>
      <Stack gap="sm">
        <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
          {decision.reason}
        </Text>
        {isUntouched && <Text size="sm">{words.untouched}</Text>}
        {mayOpen && <NamedFieldList paths={named} open={open} />}
      </Stack>
    </Alert>
  );
}
