import {
  ActionIcon,
  Anchor,
  AppShell,
  Burger,
  Button,
  Container,
  Drawer,
  Group,
  NativeSelect,
  Stack,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { User } from '../../api.js';
import { type Language, languages, useLanguage, useTexts } from '../language.js';
import { useSignIn } from '../session.js';
import { shellTexts } from '../words/shell.js';

/** Header, navigation and the room for a page. */
export function Shell({ user, children }: { readonly user: User | null; readonly children: ReactNode }) {
  const words = useTexts(shellTexts);
  const [isOpen, { toggle, close }] = useDisclosure(false);
  return (
    <AppShell header={{ height: 60 }} padding="md">
      <Anchor className="skip" href="#content">
        {words.skip}
      </Anchor>
      <AppShell.Header>
        <Container size="lg" h="100%">
          <Group h="100%" justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap">
              <img src="/icon.svg" alt="" width={28} height={28} />
              <Text fw={600} lineClamp={1}>
                {words.title}
              </Text>
            </Group>
            <Group gap="md" visibleFrom="md" wrap="nowrap">
              <Navigation user={user} leave={close} />
            </Group>
            <Burger hiddenFrom="md" opened={isOpen} onClick={toggle} aria-label={words.menu} size="sm" />
          </Group>
        </Container>
      </AppShell.Header>
      <Drawer opened={isOpen} onClose={close} position="right" size="xs" title={words.menu} hiddenFrom="md">
        <Stack>
          <Navigation user={user} leave={close} />
        </Stack>
      </Drawer>
      <AppShell.Main id="content" tabIndex={-1}>
        <Container size="lg" py="md" px={0}>
          {children}
        </Container>
      </AppShell.Main>
    </AppShell>
  );
}

const startOf = { applicant: 'myRegistrations', administrator: 'associations', reviewer: 'reviewDesk' } as const;

function Navigation({ user, leave }: { readonly user: User | null; readonly leave: () => void }) {
  const words = useTexts(shellTexts);
  const [place, go] = useLocation();
  const { signOut } = useSignIn();
  const pages =
    user === null
      ? []
      : [
          { to: '/', name: words[startOf[user.role]] },
          ...(user.role === 'reviewer' ? [{ to: '/registrations', name: words.myRegistrations }] : []),
          { to: '/outbox', name: words.outbox },
        ];
  return (
    <>
      {pages.map(({ to, name }) => (
        <Anchor
          component={Link}
          key={to}
          href={to}
          c="inherit"
          fw={place === to ? 600 : 400}
          aria-current={place === to ? 'page' : undefined}
          onClick={leave}
        >
          {name}
        </Anchor>
      ))}
      <LanguageChoice />
      <ColourChoice />
      {user && (
        <Group gap="xs" wrap="nowrap">
          <Text size="sm" c="dimmed">
            {user.name}
          </Text>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => signOut.mutate(undefined, { onSuccess: () => go('/') })}
          >
            {words.signOut}
          </Button>
        </Group>
      )}
    </>
  );
}

function LanguageChoice() {
  const { language, choose } = useLanguage();
  const words = useTexts(shellTexts);
  return (
    <NativeSelect
      size="xs"
      aria-label={words.language}
      value={language}
      data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
      onChange={({ currentTarget }) => choose(currentTarget.value as Language)}
    />
  );
}

function ColourChoice() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const words = useTexts(shellTexts);
  return (
    <ActionIcon
      variant="default"
      size="md"
      aria-label={words.colours}
      onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
    >
      {scheme === 'dark' ? <IconSun size={16} /> : <IconMoon size={16} />}
    </ActionIcon>
  );
}
