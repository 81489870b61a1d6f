import { explain, type Issue } from 'hcpn-registration';
import { type FormEvent, useRef, useState } from 'react';
import type { Act } from '../client.js';
import { useIssueWords } from '../issueWords.js';
import { useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { fieldTexts } from '../words/fields.js';

type Values = Readonly<Record<string, unknown>>;

/** A form whose values become one event. */
export interface EventForm<V extends Values> {
  readonly values: V;
  readonly set: (name: keyof V & string, value: unknown) => void;
  /** What is wrong, once the person has tried to hand the form in. */
  readonly issues: readonly Issue[];
  /** Earlier answers that would have to be looked at again. */
  readonly consequences: readonly Issue[];
  /** The id of a field's input. */
  readonly idOf: (name: string) => string;
  /** The path of a field within the event, joined by dots. */
  readonly pathOf: (name: string) => string;
  /** What is wrong with a field, in words. */
  readonly errorOf: (name: string) => string | undefined;
  readonly submit: (event: FormEvent) => void;
  /** For the summary, which takes the focus when there is something in it. */
  readonly summary: React.RefObject<HTMLDivElement | null>;
  /** Whether the form itself is being handed in; a draft that is kept meanwhile does not take its button away. */
  readonly isSaying: boolean;
}

interface Options<V extends Values> {
  readonly initial: V;
  /** Where the values stand in the event: `business` in `{ type, business: {…} }`; left out if they are the event's own. */
  readonly at?: string;
  /** The event the values make. */
  readonly act: (values: V) => Act;
  readonly onTaken?: () => void;
}

/** Holds what is typed, judges it by `explain` as the server will, and says it when nothing stands against it. */
export function useEventForm<V extends Values>({ initial, at, act, onTaken }: Options<V>): EventForm<V> {
  const open = useOpen();
  const [values, setValues] = useState(initial);
  const [isTried, setTried] = useState(false);
  const [isSaying, setSaying] = useState(false);
  const [answered, setAnswered] = useState<V | null>(null);
  const summary = useRef<HTMLDivElement | null>(null);
  const inWords = useIssueWords();

  const said = act(values);
  const stamped = { ...said, at: new Date().toISOString(), by: open.by(said.type) };
  const explanation = explain(open.snapshot, stamped);
  const refused = explanation.allowed ? [] : explanation.issues;
  const held = answered === values ? open.issues : [];
  const issues = isTried ? refused : [];
  const pathOf = (name: string) => (at === undefined ? name : `${at}.${name}`);

  async function handIn() {
    setTried(true);
    if (explanation.allowed) {
      setSaying(true);
      const isTaken = await open.say(said);
      setSaying(false);
      setAnswered(values);
      if (isTaken) return onTaken?.();
    }
    // The summary is there only after the next painting.
    requestAnimationFrame(() => summary.current?.focus());
  }

  return {
    values,
    set: (name, value) => setValues((before) => ({ ...before, [name]: value })),
    issues,
    consequences: explanation.allowed ? explanation.consequences : [],
    idOf: (name) => `field-${name}`,
    pathOf,
    errorOf(name) {
      const found = [...issues, ...held].find(({ path }) => isAt(path, pathOf(name)));
      return found && inWords(found);
    },
    submit(event) {
      event.preventDefault();
      void handIn();
    },
    summary,
    isSaying,
  };
}

/** Whether an issue is about a field, or about something in it, such as the size of a file. */
export function isAt(path: Issue['path'], field: string): boolean {
  return `${path.join('.')}.`.startsWith(`${field}.`);
}

/** Label and help of a field, in the chosen language: its own under its path, or those of its name. */
export function useFieldTexts(name: string, path = name): { readonly label: string; readonly help?: string } {
  const all: Readonly<Record<string, { readonly label: string; readonly help?: string }>> = useTexts(fieldTexts);
  return all[path] ?? all[name] ?? { label: name };
}

/** The values that hold something: an optional field left empty is no answer. */
export function filled<V extends Values>(values: V): V {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== null)) as V;
}
