import { ActionIcon, Button, FileButton, Group, Paper, Stack, Text } from '@mantine/core';
import { IconFile, IconTrash, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { upload } from '../client.js';
import { type EventForm, isAt, useFieldTexts } from '../form/eventForm.js';
import { useIssueWords } from '../issueWords.js';
import { useFormats, useTexts } from '../language.js';
import { shellTexts } from '../words/shell.js';
import { signupTexts } from '../words/signup.js';

/** A file as the server knows it. */
export type Handed = Awaited<ReturnType<typeof upload>>;

interface FilesFieldProps<V extends Readonly<Record<string, unknown>>> {
  readonly form: EventForm<V>;
  readonly name: keyof V & string;
  readonly files: readonly Handed[];
  readonly description: string;
  readonly accept: string;
}

/** Several files in their order, each handed in as soon as it is chosen. */
export function FilesField<V extends Readonly<Record<string, unknown>>>(props: FilesFieldProps<V>) {
  const { form, name, files, description, accept } = props;
  const words = useTexts(signupTexts);
  const shell = useTexts(shellTexts);
  const { label } = useFieldTexts(name);
  const [isHanding, setHanding] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const id = form.idOf(name);
  const error = failure ?? (form.issues.some(({ path }) => path.join('.') === form.pathOf(name)) && form.errorOf(name));

  async function hand(chosen: readonly File[]) {
    setHanding(true);
    setFailure(null);
    const answers = await Promise.allSettled(chosen.map(upload));
    const handed = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    if (handed.length < answers.length) setFailure(shell.fileNotTaken);
    form.set(name, [...files, ...handed]);
    setHanding(false);
  }

  return (
    <Stack gap={6} role="group" aria-labelledby={`${id}-label`} aria-describedby={`${id}-help`}>
      <div>
        <Text id={`${id}-label`} size="sm" fw={600}>
          {label}
        </Text>
        <Text id={`${id}-help`} size="xs" c="dimmed">
          {description}
        </Text>
      </div>
      {files.map((file, place) => (
        <FileRow
          key={file.fileId}
          form={form}
          file={file}
          path={`${form.pathOf(name)}.${place}`}
          remove={() =>
            form.set(
              name,
              files.filter((other) => other.fileId !== file.fileId),
            )
          }
        />
      ))}
      <Group>
        <FileButton multiple accept={accept} onChange={hand} inputProps={{ 'aria-label': words.addFiles }}>
          {({ onClick }) => (
            <Button
              id={id}
              variant="default"
              leftSection={<IconUpload size={16} aria-hidden />}
              loading={isHanding}
              aria-describedby={error ? `${id}-error` : undefined}
              onClick={onClick}
            >
              {words.addFiles}
            </Button>
          )}
        </FileButton>
      </Group>
      {error && (
        <Text id={`${id}-error`} size="xs" c="var(--mantine-color-error)">
          {error}
        </Text>
      )}
    </Stack>
  );
}

interface FileRowProps<V extends Readonly<Record<string, unknown>>> {
  readonly form: EventForm<V>;
  readonly file: Handed;
  readonly path: string;
  readonly remove: () => void;
}

function FileRow<V extends Readonly<Record<string, unknown>>>({ form, file, path, remove }: FileRowProps<V>) {
  const inWords = useIssueWords();
  const words = useTexts(signupTexts);
  const { number } = useFormats();
  const found = form.issues.filter((issue) => isAt(issue.path, path));
  return (
    <Paper withBorder px="sm" py={6}>
      <Group justify="space-between" wrap="nowrap">
        <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
          <IconFile size={18} aria-hidden style={{ flexShrink: 0 }} />
          <Text size="sm" truncate>
            {file.name}
          </Text>
          <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
            {words.fileSize(number(Math.max(1, Math.round(file.bytes / 1024))))}
          </Text>
        </Group>
        <ActionIcon variant="subtle" color="gray" aria-label={words.removeFile(file.name)} onClick={remove}>
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
      {found.map((issue) => (
        <Text key={`${issue.code} ${issue.path.join('.')}`} size="xs" c="var(--mantine-color-error)">
          {inWords(issue)}
        </Text>
      ))}
    </Paper>
  );
}
