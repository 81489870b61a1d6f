import { Button, Card, Divider, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { User } from '../../api.js';
import { useTexts } from '../language.js';
import { useSignIn } from '../session.js';
import { signInTexts } from '../words/signIn.js';
import { Failure } from './notices.js';
import { PageTitle } from './PageTitle.js';

/** Chooses who one is in this demo. A real portal signs people in with its own accounts. */
export function SignInPage({ demoUsers }: { readonly demoUsers: readonly User[] }) {
  const words = useTexts(signInTexts);
  const stories: Readonly<Record<string, string>> = words.stories;
  const storyOf = (id: string) => stories[id] ?? '';
  const { signIn } = useSignIn();
  const [name, setName] = useState('');
  const [, go] = useLocation();
  return (
    <Stack maw={720} mx="auto">
      <PageTitle about={words.about}>{words.title}</PageTitle>
      {signIn.error && <Failure error={signIn.error} />}
      <Card withBorder padding="lg">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            signIn.mutate({ name }, { onSuccess: () => go('/') });
          }}
        >
          <Stack>
            <TextInput
              label={words.name}
              description={words.nameHelp}
              required
              maxLength={100}
              autoComplete="name"
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button type="submit" loading={signIn.isPending}>
                {words.begin}
              </Button>
            </Group>
          </Stack>
        </form>
      </Card>
      <Divider label={words.others} labelPosition="left" />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {demoUsers.map(({ id, name: theirName, role }) => (
          <Button
            key={id}
            data-user={id}
            variant="default"
            h="auto"
            py="sm"
            justify="flex-start"
            onClick={() => signIn.mutate({ userId: id })}
          >
            <Stack gap={0} align="flex-start">
              <Text fw={500}>{theirName}</Text>
              <Text size="sm" c="dimmed">
                {words.roles[role]}
              </Text>
              <Text size="sm" ta="start" style={{ whiteSpace: 'normal' }}>
                {storyOf(id)}
              </Text>
            </Stack>
          </Button>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
