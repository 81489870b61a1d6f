import { Alert, Badge, Button, Card, CopyButton, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type Site, sites } from 'hcpn-registration';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import type { Row, User } from '../../api.js';
import { createRegistration, listRegistrations } from '../client.js';
import { Failure, Loading } from '../frame/notices.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useFormats, useTexts } from '../language.js';
import { registrationsTexts } from '../words/registrations.js';

/** Somebody's registrations, and the way to begin one. */
export function RegistrationsPage({ user }: { readonly user: User }) {
  const words = useTexts(registrationsTexts);
  const handedTo = handedToIn(useHistoryState());
  const { data, error } = useQuery({ queryKey: ['registrations'], queryFn: listRegistrations });
  return (
    <Stack maw={760} mx="auto">
      <PageTitle about={words.about}>{words.title}</PageTitle>
      {handedTo !== null && (
        <Alert role="status" color="teal">
          {words.handedOver(handedTo)}
        </Alert>
      )}
      {error && <Failure error={error} />}
      {data === undefined && error === null && <Loading />}
      {data?.rows.map((row) => (
        <RegistrationCard key={row.key} row={row} />
      ))}
      {data && <NewRegistration />}
      <OwnAccount id={user.id} />
    </Stack>
  );
}

/** To whom a registration was handed over on the page before this one. */
function handedToIn(state: unknown): string | null {
  const isSaid = typeof state === 'object' && state !== null && 'handedTo' in state;
  return isSaid && typeof state.handedTo === 'string' ? state.handedTo : null;
}

/** The id of one's account, by which a colleague hands a registration over. */
function OwnAccount({ id }: { readonly id: string }) {
  const words = useTexts(registrationsTexts);
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Text size="sm">{words.ownAccount}</Text>
        <Text size="sm" ff="monospace" fw={600} style={{ overflowWrap: 'anywhere' }} data-account={id}>
          {id}
        </Text>
        <CopyButton value={id}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy} aria-live="polite">
              {copied ? words.copied : words.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text size="sm" c="dimmed">
        {words.aboutOwnAccount}
      </Text>
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
