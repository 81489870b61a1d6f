import { Box, Group, Progress, Stack, Text, ThemeIcon, UnstyledButton } from '@mantine/core';
import { IconCheck, IconCircle, IconClock, IconRefreshAlert } from '@tabler/icons-react';
import {
  allowedEvents,
  nextDeadline,
  type Step,
  steps,
  type Progress as Way,
  type WizardStep,
  wizardSteps,
} from 'hcpn-registration';
import { describeStep } from 'hcpn-registration/messages';
import type { User } from '../../api.js';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { shellTexts } from '../words/shell.js';
import { useOpen } from './openRegistration.js';

const icons = { done: IconCheck, open: IconCircle, lookAgain: IconRefreshAlert, waiting: IconClock } as const;
const colours = { done: 'teal', open: 'gray', lookAgain: 'yellow', waiting: 'blue' } as const;

const isWizardStep = (id: string): id is WizardStep => wizardSteps.some((step) => step === id);

/** The road with its steps: how far one is, and which of them can be opened again. */
export function Steps() {
  const { snapshot, user } = useOpen();
  const words = useTexts(shellTexts);
  const { time } = useFormats();
  const progress = progressFor(user, steps(snapshot));
  const deadline = nextDeadline(snapshot);
  return (
    <Box component="nav" aria-label={words.stepsDone(progress.done, progress.total)}>
      <Text size="sm" c="dimmed" mb={6}>
        {words.stepsDone(progress.done, progress.total)}
      </Text>
      <Progress
        value={(100 * progress.done) / Math.max(1, progress.total)}
        aria-label={words.stepsDone(progress.done, progress.total)}
        mb="sm"
      />
      <Stack component="ol" gap={4} m={0} p={0} style={{ listStyle: 'none' }} visibleFrom="md">
        {progress.steps.map((step) => (
          <li key={step.id}>
            <StepRow step={step} />
          </li>
        ))}
      </Stack>
      {deadline && (
        <Text size="sm" c="dimmed" mt="sm">
          {words.until(time(deadline.at))}
        </Text>
      )}
    </Box>
  );
}

/** An administrator has a part in the association only, and does not see how far the person's account is. */
function progressFor({ role }: User, progress: Way): Way {
  if (role !== 'administrator') return progress;
  const shared = progress.steps.filter(({ id }) => id === 'invitation' || id === 'statement');
  return { steps: shared, done: shared.filter(({ status }) => status === 'done').length, total: shared.length };
}

function StepRow({ step: { id, status, current, reachable } }: { readonly step: Step }) {
  const { snapshot, user, say } = useOpen();
  const catalogue = useCatalogue();
  const words = useTexts(shellTexts);
  const mayOpen =
    reachable && !current && isWizardStep(id) && allowedEvents(snapshot, user.role).includes('wizard.step.open');
  const Icon = icons[status];
  const row = (
    <Group gap="sm" wrap="nowrap" py={4}>
      <ThemeIcon size={22} radius="xl" color={colours[status]} variant={current ? 'filled' : 'light'} aria-hidden>
        <Icon size={14} />
      </ThemeIcon>
      <Text size="sm" fw={current ? 600 : 400}>
        {describeStep(catalogue, id)}
        <Text span size="xs" c="dimmed">
          {' · '}
          {words.status[status]}
        </Text>
      </Text>
    </Group>
  );
  if (!mayOpen) return <Box aria-current={current ? 'step' : undefined}>{row}</Box>;
  return <UnstyledButton onClick={() => say({ type: 'wizard.step.open', step: id })}>{row}</UnstyledButton>;
}
