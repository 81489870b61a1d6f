import { Anchor, Card, Group, NativeSelect, Stack, Table, Text, UnstyledButton } from '@mantine/core';
import { IconArrowsSort, IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Row } from '../../api.js';
import { StateMark } from '../frame/StateMark.js';
import { useFormats, useTexts } from '../language.js';
import { deskTexts } from '../words/desk.js';
import { type Order, orders, turned } from './order.js';
import { colourOf, useStateWords } from './states.js';

interface RowsProps {
  readonly rows: readonly Row[];
  readonly order: Order;
  readonly setOrder: (order: Order) => void;
}

const columnWords = {
  companyName: 'company',
  applicant: 'applicant',
  state: 'state',
  submittedAt: 'submitted',
  at: 'changed',
  deadline: 'deadline',
} as const;

const addressOf = ({ key }: Row) => `/desk/${encodeURIComponent(key)}`;

/** Rows as a table whose columns sort it. */
export function RowTable({ rows, order, setOrder }: RowsProps) {
  const words = useTexts(deskTexts);
  const { time } = useFormats();
  const dated = (at: string | null) => (at === null ? '–' : time(at));
  return (
    <Card withBorder padding={0}>
      <Table highlightOnHover verticalSpacing="sm" horizontalSpacing="md" fz="sm">
        <Table.Thead>
          <Table.Tr>
            {orders.map((by) => (
              <SortHeading key={by} by={by} order={order} setOrder={setOrder} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.key}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <CompanyLink row={row} />
                <Text size="xs" c="dimmed">
                  {row.companyName === null ? words.withoutCompany : row.company}
                </Text>
              </Table.Td>
              <Table.Td>{row.applicant}</Table.Td>
              <Table.Td>
                <StateBadge state={row.state} />
              </Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{dated(row.submittedAt)}</Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{dated(row.at)}</Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{dated(row.deadline)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}

interface SortHeadingProps extends Omit<RowsProps, 'rows'> {
  readonly by: Order['by'];
}

function SortHeading({ by, order, setOrder }: SortHeadingProps) {
  const words = useTexts(deskTexts);
  const isSorting = order.by === by;
  const Icon = isSorting ? (order.isDescending ? IconSortDescending : IconSortAscending) : IconArrowsSort;
  return (
    <Table.Th aria-sort={isSorting ? (order.isDescending ? 'descending' : 'ascending') : 'none'}>
      <UnstyledButton onClick={() => setOrder(turned(order, by))} fw={600} fz="sm">
        <Group gap={6} wrap="nowrap">
          {words[columnWords[by]]}
          <Icon size={14} aria-hidden style={{ flexShrink: 0, opacity: isSorting ? 1 : 0.4 }} />
        </Group>
      </UnstyledButton>
    </Table.Th>
  );
}

/** Rows as cards, for a phone. */
export function RowCards({ rows, order, setOrder }: RowsProps) {
  const words = useTexts(deskTexts);
  const { time } = useFormats();
  return (
    <Stack gap="sm">
      <NativeSelect
        label={words.sortBy}
        value={order.by}
        data={orders.map((value) => ({ value, label: words[columnWords[value]] }))}
        onChange={({ currentTarget }) => {
          const by = orders.find((each) => each === currentTarget.value) ?? 'at';
          setOrder({ by, isDescending: by === 'at' || by === 'submittedAt' });
        }}
      />
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {rows.map((row) => (
          <Card component="li" withBorder key={row.key} padding="md">
            <Stack gap={6}>
              <CompanyLink row={row} />
              <div>
                <StateBadge state={row.state} />
              </div>
              <Text size="sm">{row.companyName === null ? words.withoutCompany : row.applicant}</Text>
              <Text size="xs" c="dimmed">
                {words.changed} {time(row.at)}
              </Text>
              {row.deadline && (
                <Text size="xs" c="dimmed">
                  {words.deadline} {time(row.deadline)}
                </Text>
              )}
            </Stack>
          </Card>
        ))}
      </Stack>
    </Stack>
  );
}

function CompanyLink({ row }: { readonly row: Row }) {
  return (
    <Anchor component={Link} href={addressOf(row)} fw={500} size="sm">
      {row.companyName ?? row.applicant}
    </Anchor>
  );
}

/** A state in words, coloured by who has to act. */
export function StateBadge({ state }: { readonly state: string }) {
  const stateWords = useStateWords();
  return <StateMark colour={colourOf(state)}>{stateWords(state)}</StateMark>;
}
