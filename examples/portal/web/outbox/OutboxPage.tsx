import {
  Anchor,
  Badge,
  Button,
  Card,
  CopyButton,
  Group,
  NativeSelect,
  Stack,
  Text,
  ThemeIcon,
  Title,
} from '@mantine/core';
import { IconBell, IconDeviceMobileMessage, IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import type { Letter } from '../../api.js';
import { readOutbox } from '../client.js';
import { Failure, Loading } from '../frame/notices.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useFormats, useTexts } from '../language.js';
import { useSession } from '../session.js';
import { outboxTexts } from '../words/outbox.js';
import { useLetterText } from './letterText.js';

const refetchMilliseconds = 2000;

/** The e-mails, SMS and station messages a real host would send, newest first. */
export function OutboxPage() {
  const words = useTexts(outboxTexts);
  const [query, setQuery] = useSearchParams();
  const { data, error } = useQuery({
    queryKey: ['outbox'],
    queryFn: readOutbox,
    refetchInterval: refetchMilliseconds,
  });
  const to = query.get('to') ?? '';
  const recipients = [...new Set([...(data?.map((letter) => letter.to) ?? []), ...(to === '' ? [] : [to])])].sort();
  const letters = data?.filter((letter) => to === '' || letter.to === to);
  return (
    <Stack maw={760} mx="auto">
      <PageTitle about={words.about}>{words.title}</PageTitle>
      <NativeSelect
        label={words.recipient}
        value={to}
        data={[{ value: '', label: words.everybody }, ...recipients]}
        onChange={({ currentTarget }) =>
          setQuery(currentTarget.value === '' ? {} : { to: currentTarget.value }, { replace: true })
        }
      />
      {error && <Failure error={error} />}
      {letters === undefined && error === null && <Loading />}
      {letters?.length === 0 && (
        <Card withBorder padding="xl">
          <Text ta="center" c="dimmed">
            {words.empty}
          </Text>
        </Card>
      )}
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {letters?.map((letter) => (
          <LetterCard key={letter.id} letter={letter} />
        ))}
      </Stack>
    </Stack>
  );
}

const icons = { email: IconMail, sms: IconDeviceMobileMessage, stationMessage: IconBell } as const;

function LetterCard({ letter }: { readonly letter: Letter }) {
  const { channel, to, at, key, values } = letter;
  const words = useTexts(outboxTexts);
  const { time } = useFormats();
  const { session } = useSession();
  const { subject, text } = useLetterText(letter);
  const Icon = icons[channel];
  const place = session?.user?.role === 'reviewer' ? 'desk' : 'registrations';
  return (
    <Card component="li" withBorder padding="md">
      <Group wrap="nowrap" align="flex-start" gap="md">
        <ThemeIcon variant="light" color="gray" size="lg" radius="xl" aria-hidden>
          <Icon size={18} />
        </ThemeIcon>
        <Stack gap={6} miw={0} style={{ flex: 1 }}>
          <Group justify="space-between" gap="xs">
            <Group gap="xs" miw={0}>
              <Badge variant="default" tt="none">
                {words.channels[channel]}
              </Badge>
              <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {words.to(to)}
              </Text>
            </Group>
            <Text size="sm" c="dimmed">
              {time(at)}
            </Text>
          </Group>
          <Title order={2} size="h5">
            {subject}
          </Title>
          {typeof values['code'] === 'string' && <Code code={values['code']} />}
          <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
            {text}
          </Text>
          <Anchor component={Link} href={`/${place}/${encodeURIComponent(key)}`} size="sm">
            {words.open}
          </Anchor>
        </Stack>
      </Group>
    </Card>
  );
}

function Code({ code }: { readonly code: string }) {
  const words = useTexts(outboxTexts);
  return (
    <Group gap="md">
      <Text ff="monospace" fz={32} fw={700} lh={1.2} style={{ letterSpacing: '0.12em' }} data-code={code}>
        {code}
      </Text>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="default" onClick={copy} aria-live="polite">
            {copied ? words.copied : words.copy}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
