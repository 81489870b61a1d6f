import { Alert, Button, Center, Loader, Stack, Text } from '@mantine/core';
import { isPassing, PortalError } from '../client.js';
import { useTexts } from '../language.js';
import { shellTexts } from '../words/shell.js';

/** Something is being fetched. */
export function Loading({ text }: { readonly text?: string }) {
  const words = useTexts(shellTexts);
  return (
    <Center mih={180} role="status">
      <Stack align="center" gap="sm">
        <Loader aria-hidden />
        <Text c="dimmed">{text ?? words.loading}</Text>
      </Stack>
    </Center>
  );
}

/** A request that did not succeed, and why. */
export function Failure({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const words = useTexts(shellTexts);
  const isAway = isPassing(error);
  return (
    <Alert role="alert" color="red" title={isAway ? words.notReached : words.failed}>
      {error instanceof PortalError && !isAway && <Text size="sm">{error.message}</Text>}
      {retry && (
        <Button mt="sm" size="xs" variant="light" onClick={retry}>
          {words.tryAgain}
        </Button>
      )}
    </Alert>
  );
}
