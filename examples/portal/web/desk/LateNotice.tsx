import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconRefreshAlert } from '@tabler/icons-react';
import { useIssueWords } from '../issueWords.js';
import { useTexts } from '../language.js';
import { deskTexts } from '../words/desk.js';

interface LateNoticeProps {
  /** The submission that was shown when somebody began to decide, and the one under way. */
  readonly attempt: number | null;
  readonly current: number | null;
  /** The person goes on with the one under way. */
  readonly onSeen: () => void;
}

/** Something was submitted while somebody was deciding: what was typed stays, and is about the new one only by choice. */
export function LateNotice({ attempt, current, onSeen }: LateNoticeProps) {
  const inWords = useIssueWords();
  const words = useTexts(deskTexts);
  if (attempt === null || current === null || attempt === current) return null;
  return (
    <Alert role="status" color="yellow" icon={<IconRefreshAlert />} title={words.lateTitle}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{inWords({ code: 'decision.late', params: { attempt, current } })}</Text>
        <Button size="compact-sm" variant="default" onClick={onSeen}>
          {words.decideOnThis}
        </Button>
      </Stack>
    </Alert>
  );
}
