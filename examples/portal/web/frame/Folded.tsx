import { Accordion } from '@mantine/core';
import type { ReactNode } from 'react';

interface FoldedProps {
  readonly title: string;
  readonly isOpen?: boolean;
  /** The level of its heading. */
  readonly order?: 2 | 3;
  readonly children: ReactNode;
}

/** Something that is needed now and then. */
export function Folded({ title, isOpen = false, order = 2, children }: FoldedProps) {
  return (
    <Accordion variant="contained" order={order} defaultValue={isOpen ? 'it' : null}>
      <Accordion.Item value="it">
        <Accordion.Control>{title}</Accordion.Control>
        <Accordion.Panel>{children}</Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
