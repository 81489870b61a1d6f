import { Alert, Stack, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { allowedEvents, steps } from 'hcpn-registration';
import { useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { reviewTexts } from '../words/review.js';
import { NamedFieldList } from './NamedFieldList.js';
import type { NamedField } from './namedFields.js';

/** Why an application was rejected, shown while it is corrected in the wizard; nothing elsewhere. */
export function RevisionNotice() {
  const { snapshot, user, say } = useOpen();
  const words = useTexts(reviewTexts);
  const { decision } = snapshot.context.review;
  const isRevising = allowedEvents(snapshot, user.role).includes('wizard.draft.keep');
  if (decision?.outcome !== 'rejected' || !isRevising) return null;
  const here = steps(snapshot).steps.find(({ current }) => current)?.id;

  async function open({ step, input }: NamedField) {
    if (step !== here) await say({ type: 'wizard.step.open', step });
    requestAnimationFrame(() => document.getElementById(input)?.focus());
  }

  return (
    <Alert color="yellow" icon={<IconPencil />} title={words.revising}>
      <Stack gap="sm">
        <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
          {decision.reason}
        </Text>
        <NamedFieldList paths={decision.fields} open={open} />
      </Stack>
    </Alert>
  );
}
