import { Button, Group, List, Text } from '@mantine/core';
import { describeStep } from 'hcpn-registration/messages';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { reviewTexts } from '../words/review.js';
import { type NamedField, useNamedFields } from './namedFields.js';

interface NamedFieldListProps {
  readonly paths: readonly string[];
  /** Opens the step of an answer. */
  readonly open: (field: NamedField) => void;
}

/** The answers a rejection names, each with the way to its step. */
export function NamedFieldList({ paths, open }: NamedFieldListProps) {
  const registration = useOpen();
  const catalogue = useCatalogue();
  const words = useTexts(reviewTexts);
  const fields = useNamedFields(registration, paths);
  if (fields.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {words.namedFields}
      </Text>
      <List size="sm" spacing={4} listStyleType="none">
        {fields.map((field) => (
          <List.Item key={field.path}>
            <Group gap="xs" wrap="nowrap" align="flex-start">
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => open(field)}
                aria-label={`${words.correct}: ${field.name}`}
              >
                {words.correct}
              </Button>
              <Text span size="sm">
                {field.name}{' '}
                <Text span size="xs" c="dimmed">
                  {describeStep(catalogue, field.step)}
                </Text>
              </Text>
            </Group>
          </List.Item>
        ))}
      </List>
    </div>
  );
}
