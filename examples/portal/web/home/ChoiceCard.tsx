import { Alert, Anchor, Card, Group, List, Stack, Text, Title } from '@mantine/core';
import type { Issue, Requirement } from 'hcpn-registration';
import type { ReactNode } from 'react';
import { type Fact, Facts } from '../frame/Facts.js';
import { StateMark } from '../frame/StateMark.js';
import { useIssueWords } from '../issueWords.js';
import { useTexts } from '../language.js';
import { homeTexts } from '../words/home.js';
import { placeOf } from './places.js';

interface ChoiceCardProps {
  /** The id of the card, to which reasons elsewhere lead. */
  readonly place: string;
  readonly name: string;
  /** Null where nothing has happened yet. */
  readonly state: string | null;
  readonly colour: string;
  /** What the chart asks for here, in words. */
  readonly asked: readonly Requirement[];
  readonly facts: readonly Fact[];
  /** What the outside world held against the last act. */
  readonly held: readonly Issue[];
  /** The buttons. */
  readonly acts: ReactNode;
  readonly children?: ReactNode;
}

/** A development path or partner program: its state, what is asked, what is known, and what can be done. */
export function ChoiceCard({ place, name, state, colour, asked, facts, held, acts, children }: ChoiceCardProps) {
  const issueWords = useIssueWords();
  return (
    <Card withBorder component="article" id={place} padding="md" style={{ scrollMarginTop: 72 }}>
      <Stack gap="sm" h="100%">
        <Group justify="space-between" gap="xs" align="flex-start">
          <Title order={4} size="h5" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Title>
          {state !== null && <StateMark colour={colour}>{state}</StateMark>}
        </Group>
        {asked.map((each) => (
          <Text size="sm" key={each.code}>
            {issueWords(each)}
          </Text>
        ))}
        {facts.length > 0 && <Facts facts={facts} />}
        {held.length > 0 && (
          <Alert color="red">
            <Reasons reasons={held} place={place} />
          </Alert>
        )}
        {children}
        <Group gap="xs" mt="auto">
          {acts}
        </Group>
      </Stack>
    </Card>
  );
}

interface ReasonsProps {
  readonly reasons: readonly Issue[];
  /** Where they are shown: a reason that leads elsewhere has a link. */
  readonly place: string;
}

/** Reasons, each with the way to the card it is about. */
export function Reasons({ reasons, place }: ReasonsProps) {
  const words = useTexts(homeTexts);
  const issueWords = useIssueWords();
  return (
    <List size="sm" spacing={4}>
      {reasons.map((issue) => {
        const to = placeOf(issue.params, place);
        return (
          <List.Item key={`${issue.code} ${JSON.stringify(issue.params)}`}>
            {issueWords(issue)}{' '}
            {to !== null && (
              <Anchor size="sm" underline="always" c="inherit" href={`#${to}`}>
                {words.goTo}
              </Anchor>
            )}
          </List.Item>
        );
      })}
    </List>
  );
}

/** Reasons under a line that opens them. */
export function WhyNot({ title, ...reasons }: ReasonsProps & { readonly title: string }) {
  if (reasons.reasons.length === 0) return null;
  return (
    <details>
      <Text component="summary" size="sm" c="dimmed" style={{ cursor: 'pointer' }}>
        {title}
      </Text>
      <Reasons {...reasons} />
    </details>
  );
}

/** Reasons that are always read, under a line that says what they are. */
export function Why({ title, ...reasons }: ReasonsProps & { readonly title: string }) {
  if (reasons.reasons.length === 0) return null;
  return (
    <div>
      <Text size="sm" c="dimmed" mb={2}>
        {title}
      </Text>
      <Reasons {...reasons} />
    </div>
  );
}
