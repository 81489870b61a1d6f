import { Badge, Button, Card, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type Site, sites } from 'hcpn-registration';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Row } from '../../api.js';
import { createRegistration, listRegistrations } from '../client.js';
import { Failure, Loading } from '../frame/notices.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useFormats, useTexts } from '../language.js';
import { registrationsTexts } from '../words/registrations.js';

/** Somebody's registrations, and the way to begin one. */
export function RegistrationsPage() {
  const words = useTexts(registrationsTexts);
  const { data, error } = useQuery({ queryKey: ['registrations'], queryFn: listRegistrations });
  return (
    <Stack maw={760} mx="auto">
      <PageTitle about={words.about}>{words.title}</PageTitle>
      {error && <Failure error={error} />}
      {data === undefined && error === null && <Loading />}
      {data?.rows.map((row) => (
        <RegistrationCard key={row.key} row={row} />
      ))}
      {data && <NewRegistration />}
    </Stack>
  );
}

function RegistrationCard({ row }: { readonly row: Row }) {
  const words = useTexts(registrationsTexts);
  const { time } = useFormats();
  const [road = ''] = row.state.split('.');
  return (
    <Card withBorder component={Link} href={`/registrations/${encodeURIComponent(row.key)}`}>
      <Group justify="space-between">
        <Text fw={500}>{row.companyName ?? words.withoutCompany}</Text>
        <Badge variant="light">{wordsOf(words.roads, road)}</Badge>
      </Group>
      <Text size="sm" c="dimmed">
        {words.changed(time(row.at))}
      </Text>
    </Card>
  );
}

const wordsOf = (all: Readonly<Record<string, string>>, key: string) => all[key] ?? key;

function NewRegistration() {
  const words = useTexts(registrationsTexts);
  const [site, setSite] = useState<Site>('intl');
  const [commandId] = useState(() => crypto.randomUUID());
  const [, go] = useLocation();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => createRegistration(site, commandId),
    onSuccess: ({ key }) => go(`/registrations/${encodeURIComponent(key)}`),
  });
  return (
    <Card withBorder>
      <Stack>
        {error && <Failure error={error} />}
        <NativeSelect
          label={words.site}
          description={words.siteHelp}
          value={site}
          data={sites.map((value) => ({ value, label: words.sites[value] }))}
          onChange={({ currentTarget }) => setSite(sites.find((each) => each === currentTarget.value) ?? 'intl')}
        />
        <Group justify="flex-end">
          <Button onClick={() => mutate()} loading={isPending}>
            {words.begin}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
