import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Row, User } from '../../api.js';
import { listRegistrations } from '../client.js';
import { Failure, Loading } from '../frame/notices.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useFormats, useTexts } from '../language.js';
import { associationTexts } from '../words/association.js';

const groups = ['toDo', 'invited', 'associated', 'ended'] as const;
type GroupName = (typeof groups)[number];

const groupOf: Readonly<Record<string, GroupName>> = {
  invited: 'invited',
  verifyingInvitee: 'invited',
  verifyingAcceptance: 'invited',
  associating: 'invited',
  associated: 'associated',
  superseded: 'ended',
  disassociated: 'ended',
};

const colours = { toDo: 'yellow', invited: 'blue', associated: 'teal', ended: 'gray' } as const;

/** The state within association: `invited` of `association.invited`. */
const placeOf = ({ state }: Row) => state.split('.')[1] ?? '';

/** The associations of a partner, for its administrator. */
export function AssociationsPage({ user }: { readonly user: User }) {
  const words = useTexts(associationTexts);
  const { data, error } = useQuery({
    queryKey: ['associations', user.partnerId],
    queryFn: listRegistrations,
    refetchInterval: 15_000,
  });
  const rows = (data?.rows ?? [])
    .filter(({ state }) => state.startsWith('association.'))
    .toSorted((one, other) => other.at.localeCompare(one.at));
  const [first] = rows;
  return (
    <Stack maw={760} mx="auto">
      <PageTitle about={words.aboutList}>{words.list}</PageTitle>
      {first?.companyName && (
        <Text>
          {first.companyName} · {user.partnerId}
        </Text>
      )}
      {error && <Failure error={error} />}
      {data === undefined && error === null && <Loading />}
      {data && rows.length === 0 && <Text c="dimmed">{words.noneYet}</Text>}
      {groups.map((group) => (
        <AssociationGroup
          key={group}
          group={group}
          rows={rows.filter((row) => (groupOf[placeOf(row)] ?? 'toDo') === group)}
        />
      ))}
    </Stack>
  );
}

function AssociationGroup({ group, rows }: { readonly group: GroupName; readonly rows: readonly Row[] }) {
  const words = useTexts(associationTexts);
  if (rows.length === 0) return null;
  return (
    <Stack component="section" gap="xs">
      <Title order={2} size="h5">
        {words.groups[group]} ({rows.length})
      </Title>
      {rows.map((row) => (
        <AssociationCard key={row.key} row={row} group={group} />
      ))}
    </Stack>
  );
}

function AssociationCard({ row, group }: { readonly row: Row; readonly group: GroupName }) {
  const words = useTexts(associationTexts);
  const { time } = useFormats();
  const place = placeOf(row);
  const badges: Readonly<Record<string, string>> = words.badges;
  return (
    <Card withBorder padding="md" component={Link} href={`/registrations/${encodeURIComponent(row.key)}`}>
      <Group justify="space-between">
        <Text fw={500} style={{ overflowWrap: 'anywhere' }}>
          {row.applicant || words.unnamed}
        </Text>
        <Badge variant="dot" color={colours[group]} tt="none">
          {badges[place] ?? place}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed">
        {row.deadline && place === 'invited' && `${words.validUntil(time(row.deadline))} · `}
        {row.deadline && place === 'expired' && `${words.expiredAt(time(row.deadline))} · `}
        {words.changed(time(row.at))}
      </Text>
    </Card>
  );
}
