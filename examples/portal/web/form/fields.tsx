import {
  Alert,
  Anchor,
  Button,
  Checkbox,
  FileInput,
  Group,
  List,
  PasswordInput,
  PinInput,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { countries } from 'hcpn-registration';
import { type ReactNode, useMemo, useState } from 'react';
import { upload } from '../client.js';
import { useIssueWords } from '../issueWords.js';
import { useFormats, useLanguage, useTexts } from '../language.js';
import { useIsNamed } from '../review/named.js';
import { reviewTexts } from '../words/review.js';
import { shellTexts } from '../words/shell.js';
import { type EventForm, isAt, useFieldTexts } from './eventForm.js';

type Values = Readonly<Record<string, unknown>>;

interface FieldProps<V extends Values> {
  readonly form: EventForm<V>;
  readonly name: keyof V & string;
  readonly required?: boolean;
  readonly autoComplete?: string;
}

function useField<V extends Values>({ form, name, required = false }: FieldProps<V>) {
  const { label, help } = useFieldTexts(name, form.pathOf(name));
  const { optional } = useTexts(shellTexts);
  const isNamed = useIsNamed();
  const named = isNamed(form.pathOf(name));
  return {
    id: form.idOf(name),
    name,
    label: required ? label : `${label} (${optional})`,
    'aria-required': required,
    ...(help === undefined && !named ? {} : { description: named ? <Named help={help} /> : help }),
    error: form.errorOf(name),
  };
}

/** What helps with a field, and that the reviewer asks to look at it again. */
export function Named({ help }: { readonly help?: ReactNode }) {
  const { named } = useTexts(reviewTexts);
  return (
    <>
      {help}
      <Text span display="block" size="xs" fw={600} c="var(--mantine-color-text)" data-named>
        {named}
      </Text>
    </>
  );
}

/** A line of text. */
export function TextField<V extends Values>(
  props: FieldProps<V> & { readonly type?: 'text' | 'email' | 'tel' | 'url' | 'date' },
) {
  const { form, name, autoComplete = 'off', type = 'text' } = props;
  return (
    <TextInput
      {...useField(props)}
      type={type}
      autoComplete={autoComplete}
      value={String(form.values[name] ?? '')}
      onChange={({ currentTarget }) => form.set(name, currentTarget.value)}
    />
  );
}

/** Some lines of text. */
export function LinesField<V extends Values>(props: FieldProps<V>) {
  const { form, name } = props;
  return (
    <Textarea
      {...useField(props)}
      autosize
      minRows={3}
      value={String(form.values[name] ?? '')}
      onChange={({ currentTarget }) => form.set(name, currentTarget.value)}
    />
  );
}

/** A password; it is never shown again. */
export function PasswordField<V extends Values>(props: FieldProps<V>) {
  const { form, name } = props;
  return (
    <PasswordInput
      {...useField(props)}
      autoComplete="new-password"
      value={String(form.values[name] ?? '')}
      onChange={({ currentTarget }) => form.set(name, currentTarget.value)}
    />
  );
}

/** One of a list. */
export function ChoiceField<V extends Values>(
  props: FieldProps<V> & { readonly choices: readonly { readonly value: string; readonly label: string }[] },
) {
  const { form, name, choices } = props;
  const value = form.values[name];
  return (
    <Select
      {...useField(props)}
      data={[...choices]}
      searchable={choices.length > 8}
      allowDeselect={false}
      value={typeof value === 'string' && value !== '' ? value : null}
      onChange={(chosen) => form.set(name, chosen ?? '')}
    />
  );
}

/** A country or region. */
export function CountryField<V extends Values>(props: FieldProps<V>) {
  const { language } = useLanguage();
  const { country } = useFormats();
  const choices = useMemo(
    () =>
      [...countries]
        .map((value) => ({ value, label: country(value) }))
        .sort((one, other) => one.label.localeCompare(other.label, language)),
    [country, language],
  );
  return <ChoiceField {...props} choices={choices} />;
}

/** Something to tick. */
export function TickField<V extends Values>(props: FieldProps<V> & { readonly label?: ReactNode }) {
  const { form, name } = props;
  const { label, ...field } = useField({ required: true, ...props });
  return (
    <Checkbox
      {...field}
      label={props.label ?? label}
      checked={form.values[name] === true}
      onChange={({ currentTarget }) => form.set(name, currentTarget.checked)}
    />
  );
}

/** A code of some digits, which can also be pasted. */
export function CodeField<V extends Values>(props: FieldProps<V> & { readonly digits: number }) {
  const { form, name, digits } = props;
  const { id, label, description, error } = useField({ ...props, required: true });
  return (
    <Stack gap={4} role="group" aria-labelledby={`${id}-label`} aria-describedby={error ? `${id}-error` : undefined}>
      <Text id={`${id}-label`} size="sm" fw={600}>
        {label}
      </Text>
      {description && (
        <Text size="xs" c="dimmed">
          {description}
        </Text>
      )}
      <PinInput
        id={id}
        length={digits}
        type="number"
        oneTimeCode
        error={error !== undefined}
        getInputProps={(place) => ({ 'aria-label': `${label} ${place + 1}/${digits}` })}
        value={String(form.values[name] ?? '')}
        onChange={(value) => form.set(name, value)}
      />
      {error && (
        <Text id={`${id}-error`} size="xs" c="var(--mantine-color-error)">
          {error}
        </Text>
      )}
    </Stack>
  );
}

/** A file, handed in as soon as it is chosen; the form holds what the server knows of it. */
export function FileField<V extends Values>(props: FieldProps<V> & { readonly accept?: string }) {
  const { form, name, accept } = props;
  const [failure, setFailure] = useState<string | null>(null);
  // What is chosen with is a button, of which nothing is required.
  const { error, 'aria-required': _isRequired, ...field } = useField(props);
  const words = useTexts(shellTexts);
  const kept = form.values[name];
  const nameOfKept = typeof kept === 'object' && kept !== null && 'name' in kept ? String(kept.name) : words.chooseFile;

  async function hand(file: File | null) {
    setFailure(null);
    if (file === null) return form.set(name, null);
    try {
      form.set(name, await upload(file));
    } catch {
      setFailure(words.fileNotTaken);
    }
  }

  return (
    <FileInput
      {...field}
      error={failure ?? error}
      clearable
      placeholder={nameOfKept}
      onChange={hand}
      {...(accept === undefined ? {} : { accept })}
    />
  );
}

interface EventFormProps<V extends Values> {
  readonly form: EventForm<V>;
  /** What the button that hands the form in says. */
  readonly submit: string;
  readonly children: ReactNode;
  /** More buttons, such as the way back. */
  readonly besides?: ReactNode;
  readonly onLeaveField?: () => void;
}

/** A form with its summary of what is wrong, and its buttons. */
export function EventFormBox<V extends Values>({ form, submit, children, besides, onLeaveField }: EventFormProps<V>) {
  return (
    <form onSubmit={form.submit} onBlur={onLeaveField} noValidate>
      <Stack gap="md">
        <Summary form={form} />
        {children}
        <Consequences form={form} />
        <Group justify="space-between" mt="sm">
          <Group>{besides}</Group>
          <Button type="submit" ml="auto" loading={form.isSaying}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Summary<V extends Values>({ form }: { readonly form: EventForm<V> }) {
  const inWords = useIssueWords();
  const words = useTexts(shellTexts);
  if (form.issues.length === 0) return null;
  return (
    <Alert ref={form.summary} tabIndex={-1} role="alert" color="red" variant="light" title={words.pleaseCorrect}>
      <List size="sm">
        {form.issues.map((issue) => {
          const name = Object.keys(form.values).find((field) => isAt(issue.path, form.pathOf(field)));
          const text = inWords(issue);
          return (
            <List.Item key={`${issue.code} ${issue.path.join('.')}`}>
              {name === undefined ? (
                text
              ) : (
                <FieldLink id={form.idOf(name)} name={name} path={form.pathOf(name)} text={text} />
              )}
            </List.Item>
          );
        })}
      </List>
    </Alert>
  );
}

interface FieldLinkProps {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

function FieldLink({ id, name, path, text }: FieldLinkProps) {
  const { label } = useFieldTexts(name, path);
  const words = useTexts(shellTexts);
  return (
    <Anchor
      href={`#${id}`}
      size="sm"
      c="inherit"
      underline="always"
      onClick={(click) => {
        click.preventDefault();
        const field = document.getElementById(id);
        // A group, such as the boxes of a code, is not focused itself.
        (field?.querySelector<HTMLElement>('input, button') ?? field)?.focus();
      }}
    >
      {words.fieldAndText(label.replace(/[.。]$/u, ''), text)}
    </Anchor>
  );
}

function Consequences<V extends Values>({ form }: { readonly form: EventForm<V> }) {
  const inWords = useIssueWords();
  if (form.consequences.length === 0) return null;
  return (
    <Alert color="yellow" variant="light">
      {form.consequences.map((issue) => (
        <Text size="sm" key={`${issue.code} ${issue.path.join('.')} ${JSON.stringify(issue.params)}`}>
          {inWords(issue)}
        </Text>
      ))}
    </Alert>
  );
}
