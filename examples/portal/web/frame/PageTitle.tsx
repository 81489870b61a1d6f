import { Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';

interface PageTitleProps {
  readonly children: string;
  /** One or two sentences below the title. */
  readonly about?: ReactNode;
}

/** The heading of a page or step. It takes the focus when it comes up, so that a screen reader says where one is. */
export function PageTitle({ children, about }: PageTitleProps) {
  const heading = useRef<HTMLHeadingElement | null>(null);
  useEffect(() => {
    document.title = children;
    window.scrollTo({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  }, [children]);
  return (
    <div>
      <Title order={1} size="h2" ref={heading} tabIndex={-1}>
        {children}
      </Title>
      {about && (
        <Text c="dimmed" mt={4}>
          {about}
        </Text>
      )}
    </div>
  );
}
