import { Alert, List, Text } from '@mantine/core';
import { IconAlertCircle, IconPlugConnectedX, IconUsers } from '@tabler/icons-react';
import type { Differences } from '../client.js';
import { Failure } from '../frame/notices.js';
import { useIssueWords } from '../issueWords.js';
import { useTexts } from '../language.js';
import { fieldTexts } from '../words/fields.js';
import { shellTexts } from '../words/shell.js';
import { useOpen } from './openRegistration.js';

/** What stands in the way of the last act: the outside world, somebody else's act, or a server that is away. */
export function Notices() {
  const { issues, snapshot, differences, isAway, failure, dismiss } = useOpen();
  const inWords = useIssueWords();
  const words = useTexts(shellTexts);
  const held = issues.length > 0 ? issues : snapshot.context.trouble;
  return (
    <>
      {isAway && (
        <Alert role="status" color="yellow" icon={<IconPlugConnectedX />}>
          {words.notReached}
        </Alert>
      )}
      {failure !== null && <Failure error={failure} />}
      {differences !== null && (
        <Alert
          role="alert"
          color="yellow"
          icon={<IconUsers />}
          title={words.overtaken}
          withCloseButton
          closeButtonLabel={words.close}
          onClose={dismiss}
        >
          <Changed differences={differences} />
        </Alert>
      )}
      {held.length > 0 && (
        <Alert role="alert" color="red" icon={<IconAlertCircle />}>
          {held.map((issue) => (
            <Text size="sm" key={`${issue.code} ${issue.path.join('.')}`}>
              {inWords(issue)}
            </Text>
          ))}
        </Alert>
      )}
    </>
  );
}

/** What somebody else changed, as far as it has a name on the page. */
function Changed({ differences }: { readonly differences: Differences }) {
  const words = useTexts(shellTexts);
  const labels: Readonly<Record<string, { readonly label: string }>> = useTexts(fieldTexts);
  const named = differences
    .flatMap(({ path, theirs }) => leavesOf(String(path.at(-1)), theirs))
    .flatMap(([name, value]) => {
      const label = labels[name]?.label;
      return label === undefined ? [] : [{ name, label, value }];
    });
  if (named.length === 0) return null;
  return (
    <>
      <Text size="sm">{words.overtakenFields}</Text>
      <List size="sm">
        {named.map(({ name, label, value }) => (
          <List.Item key={`${name} ${value}`}>{words.fieldAndText(label, value)}</List.Item>
        ))}
      </List>
    </>
  );
}

/** The texts within a value, each under the name it stands under. */
function leavesOf(name: string, value: unknown): readonly (readonly [name: string, value: string])[] {
  if (typeof value === 'string') return [[name, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([inner, each]) => leavesOf(inner, each));
}
