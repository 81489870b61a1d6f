import { Button, Card, Grid, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { readDesk } from '../client.js';
import { Failure, Loading } from '../frame/notices.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useTexts } from '../language.js';
import { deskTexts } from '../words/desk.js';
import { type Order, sorted } from './order.js';
import { RowCards, RowTable } from './rows.js';
import { useStateChoices } from './states.js';

const refetchMilliseconds = 5000;

/** The review desk: all registrations, by state, company and age. */
export function DeskPage() {
  const words = useTexts(deskTexts);
  const [query] = useSearchParams();
  const [order, setOrder] = useState<Order>({ by: 'at', isDescending: true });
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const asked = Object.fromEntries([...query].filter(([name, value]) => isFilter(name) && value !== ''));
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['desk', asked],
    queryFn: ({ pageParam }) => readDesk(pageParam === null ? asked : { ...asked, cursor: pageParam }),
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: refetchMilliseconds,
  });
  const rows = sorted(data?.pages.flatMap((page) => page.rows) ?? [], order);
  const Rows = isWide ? RowTable : RowCards;
  return (
    <Stack>
      <PageTitle about={words.about}>{words.title}</PageTitle>
      <Filters />
      {error && <Failure error={error} />}
      {data === undefined && error === null && <Loading />}
      {data && rows.length === 0 && (
        <Card withBorder padding="xl">
          <Text ta="center" c="dimmed">
            {words.empty}
          </Text>
        </Card>
      )}
      {rows.length > 0 && <Rows rows={rows} order={order} setOrder={setOrder} />}
      {data && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status">
            {words.shown(rows.length)}
          </Text>
          {hasNextPage && (
            <Button variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
              {words.more}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

const firstPage: string | null = null;
const filters = ['state', 'company', 'olderThanHours'] as const;
const isFilter = (name: string) => filters.some((each) => each === name);

/** What is looked for; it stands in the address, so that it is there again on the way back from an application. */
function Filters() {
  const words = useTexts(deskTexts);
  const [query, setQuery] = useSearchParams();
  const choices = useStateChoices(words.all);
  const [company, setCompany] = useState(query.get('company') ?? '');

  function filterBy(name: (typeof filters)[number], value: string) {
    setQuery(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  }
  const filterByCompany = useDebouncedCallback((value: string) => filterBy('company', value), 300);

  return (
    <Card withBorder padding="md" component="search">
      <Grid>
        <Grid.Col span={{ base: 12, sm: 5 }}>
          <NativeSelect
            label={words.filterState}
            value={query.get('state') ?? ''}
            data={[{ value: '', label: words.everyState }, ...choices]}
            onChange={({ currentTarget }) => filterBy('state', currentTarget.value)}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 4 }}>
          <TextInput
            type="search"
            label={words.filterCompany}
            placeholder={words.companyHelp}
            value={company}
            maxLength={200}
            onChange={({ currentTarget }) => {
              setCompany(currentTarget.value);
              filterByCompany(currentTarget.value.trim());
            }}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 3 }}>
          <NativeSelect
            label={words.filterAge}
            value={query.get('olderThanHours') ?? ''}
            data={Object.entries(words.ages)
              .sort(([one], [other]) => Number(one) - Number(other))
              .map(([value, label]) => ({ value, label }))}
            onChange={({ currentTarget }) => filterBy('olderThanHours', currentTarget.value)}
          />
        </Grid.Col>
      </Grid>
    </Card>
  );
}
