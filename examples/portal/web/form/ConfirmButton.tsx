import { Button, type ButtonProps, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

interface ConfirmButtonProps extends Pick<ButtonProps, 'variant' | 'color' | 'size'> {
  /** What the button says, and the button that confirms. */
  readonly act: string;
  readonly title: string;
  readonly text: string;
  /** What the button says that leaves everything as it is. */
  readonly keep: string;
  readonly onConfirm: () => unknown;
  /** Told when the question is asked. */
  readonly onAsk?: () => void;
}

/** A button for an act that is hard to undo: it is carried out after a second word. */
export function ConfirmButton({
  act,
  title,
  text,
  keep,
  onConfirm,
  onAsk,
  color = 'red',
  ...button
}: ConfirmButtonProps) {
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        aria-haspopup="dialog"
        variant="default"
        {...button}
        {...(button.variant === 'filled' ? { color } : {})}
        onClick={() => {
          onAsk?.();
          open();
        }}
      >
        {act}
      </Button>
      {/* Locking the scroll bar would write a style of its own, which the page's content policy refuses. */}
      <Modal opened={isOpen} onClose={close} title={title} withCloseButton={false} lockScroll={false} centered>
        <Stack>
          <Text size="sm">{text}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              {keep}
            </Button>
            <Button
              color={color}
              onClick={() => {
                close();
                onConfirm();
              }}
            >
              {act}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
