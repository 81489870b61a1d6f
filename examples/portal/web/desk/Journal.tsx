import { Alert, Badge, Group, Stack, Text, Timeline, Title } from '@mantine/core';
import { describeAct } from 'hcpn-registration/messages';
import type { HistoryLine } from '../../api.js';
import { Facts } from '../frame/Facts.js';
import { Failure, Loading } from '../frame/notices.js';
import { useIssueWords } from '../issueWords.js';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { deskTexts } from '../words/desk.js';
import { useJournal } from './Decision.js';
import { useSaid, useSubject } from './said.js';
import { useStateWords } from './states.js';

const mostAtOnce = 2;

/** Everything that happened, the latest first: who, what, from where to where, what was said, and what stood against it. */
export function Journal() {
  const words = useTexts(deskTexts);
  const { data, error } = useJournal();
  return (
    <Stack component="section">
      <div>
        <Title order={2} size="h4">
          {words.history}
        </Title>
        <Text size="sm" c="dimmed">
          {words.aboutHistory}
        </Text>
      </div>
      {error && <Failure error={error} />}
      {data === undefined && error === null && <Loading />}
      {data && (
        <Timeline bulletSize={14} lineWidth={2}>
          {[...data].reverse().map((line) => (
            <Timeline.Item key={line.revision}>
              <Line line={line} />
            </Timeline.Item>
          ))}
        </Timeline>
      )}
    </Stack>
  );
}

function Line({ line }: { readonly line: HistoryLine }) {
  const { what, at, by, from, to, issues, revision } = line;
  const catalogue = useCatalogue();
  const words = useTexts(deskTexts);
  const stateWords = useStateWords();
  const issueWords = useIssueWords();
  const { time } = useFormats();
  const said = useSaid(line.said);
  const subject = useSubject(line.said);
  return (
    <Stack gap={4}>
      <Text fw={500} size="sm">
        {from === null ? words.begun : describeAct(catalogue, what)}
        {subject !== null && ` · ${subject}`}
      </Text>
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          {time(at)}
        </Text>
        <Text size="sm">{by === null ? words.byItself : by.name}</Text>
        {by && (
          <Badge size="sm" variant="default" tt="none">
            {words.roles[by.role]}
          </Badge>
        )}
        <Text size="xs" c="dimmed">
          {words.revision(revision)}
        </Text>
      </Group>
      <Text size="sm">
        {from === null || from === to ? words.stays(stateWords(to)) : words.changes(stateWords(from), stateWords(to))}
      </Text>
      {issues.length > 0 && (
        <Alert color="yellow" p="xs">
          {issues.map((issue) => (
            <Text size="sm" key={`${issue.code} ${issue.path.join('.')}`}>
              {issueWords(issue)}
            </Text>
          ))}
        </Alert>
      )}
      {said.length > 0 && said.length <= mostAtOnce && <Facts facts={said} />}
      {said.length > mostAtOnce && (
        <details>
          <Text component="summary" size="sm" c="dimmed" style={{ cursor: 'pointer' }}>
            {words.said}
          </Text>
          <Facts facts={said} />
        </details>
      )}
    </Stack>
  );
}
