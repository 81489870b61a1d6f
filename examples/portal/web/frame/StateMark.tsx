import { Badge } from '@mantine/core';

interface StateMarkProps {
  readonly children: string;
  readonly colour: string;
}

/** A state in words with a dot of its colour; the words are as dark as any text. */
export function StateMark({ children, colour }: StateMarkProps) {
  return (
    <Badge
      variant="dot"
      color={colour === 'gray' ? 'gray.5' : colour}
      radius="sm"
      size="lg"
      tt="none"
      fw={500}
      h="auto"
      mih={26}
      py={2}
      styles={{ label: { whiteSpace: 'normal' } }}
    >
      {children}
    </Badge>
  );
}
