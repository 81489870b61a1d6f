import { valueInWords } from '../labels.js';
import { describeIssue } from '../language.js';
import { type Back, back, type Choice } from './ask.js';
import type { Guide } from './guide.js';

/** What was typed in a form so far: field to answer; an empty text means left out. */
export type Typed = Record<string, string | boolean>;

/** One field of a form. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly optional?: boolean;
  readonly hint?: string;
  /** Text, unless something else is said. */
  readonly kind?: 'yesNo' | 'search' | 'choice';
  readonly choices?: readonly Choice<string>[];
}

/** A form to be filled in. */
export interface Form {
  /** The fields, given what was typed so far. */
  readonly fields: (typed: Typed) => readonly Field[];
  readonly typed: Typed;
  /** Says what is wrong with a field of what was typed; nothing if it is right. */
  readonly problem: (name: string, typed: Typed) => string | undefined;
  /** Keeps what was typed, after each field. */
  readonly keep?: (typed: Typed) => Promise<unknown>;
}

/** Asks for each field, beginning where the person left off, and shows what was filled in before it. Esc goes back a field, and out of the first one. */
export async function fillIn(guide: Guide, form: Form): Promise<Typed | Back> {
  const { screen } = guide;
  const { colon } = screen.language.words;
  const typed = { ...form.typed };
  let place = Math.max(
    0,
    form.fields(typed).findIndex(({ name }) => typed[name] === undefined),
  );
  for (const { name, label } of form.fields(typed).slice(0, place))
    if (typed[name] !== '') screen.note(`${label}${colon}${valueInWords(screen.language, name, typed[name])}`);
  for (let field = form.fields(typed)[place]; field !== undefined; field = form.fields(typed)[place]) {
    const answer = await askField(guide, field, typed, form);
    if (answer === back) {
      if (place === 0) return back;
      place -= 1;
      continue;
    }
    const changed = typed[field.name] !== answer;
    typed[field.name] = answer;
    if (changed) await form.keep?.(typed);
    place += 1;
  }
  return typed;
}

function askField(
  { ask, screen }: Guide,
  field: Field,
  typed: Typed,
  { problem }: Form,
): Promise<string | boolean | Back> {
  const { catalogue, words } = screen.language;
  const { name, label, optional = false, hint, kind, choices = [] } = field;
  const known = typed[name];
  const text = typeof known === 'string' ? known : '';
  if (kind === 'yesNo') return ask.yesNo(label, known === true);
  if (kind === 'choice') return ask.choice(label, choices, text === '' ? undefined : text);
  if (kind === 'search') return ask.search(label, choices, text === '' ? undefined : text);
  const check = (answer: string) => {
    if (answer.trim() === '')
      return optional ? undefined : describeIssue(catalogue, { code: 'value.missing', params: {} });
    return problem(name, { ...typed, [name]: answer });
  };
  return ask.text(
    optional ? words.asks.optional(label) : label,
    check,
    text,
    optional ? (hint ?? words.asks.leaveOut) : hint,
  );
}

/** What was typed without what was left out, as a form's payload. */
export function filled(typed: Typed): Typed {
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''));
}

/** What is known of a form, as if it had been typed. */
export function typedFrom(known: object | null | undefined): Typed {
  const entries = Object.entries(known ?? {});
  return Object.fromEntries(entries.filter(([, value]) => typeof value === 'string' || typeof value === 'boolean'));
}
