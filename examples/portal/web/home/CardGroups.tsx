import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../language.js';
import { homeTexts } from '../words/home.js';
import type { Door } from './doors.js';

interface CardGroupsProps<T> {
  readonly title: string;
  readonly about: string;
  readonly all: readonly T[];
  readonly groupOf: (each: T) => Door;
  readonly card: (each: T) => ReactNode;
}

const doors: readonly Door[] = ['mine', 'open', 'closed'];

/** Cards in groups: the partner's own first, then what is open, then what is closed. */
export function CardGroups<T>({ title, about, all, groupOf, card }: CardGroupsProps<T>) {
  const words = useTexts(homeTexts);
  const grouped = doors.map((door) => ({ door, found: all.filter((each) => groupOf(each) === door) }));
  return (
    <Stack component="section" gap="sm">
      <div>
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          {about}
        </Text>
      </div>
      {grouped
        .filter(({ door, found }) => found.length > 0 || door === 'mine')
        .map(({ door, found }) => (
          <Stack key={door} gap="xs">
            <Title order={3} size="h6" c="dimmed">
              {words[door]}
            </Title>
            {found.length === 0 ? (
              <Text size="sm">{words.none}</Text>
            ) : (
              <SimpleGrid cols={{ base: 1, lg: door === 'mine' ? 1 : 2 }}>{found.map(card)}</SimpleGrid>
            )}
          </Stack>
        ))}
    </Stack>
  );
}
