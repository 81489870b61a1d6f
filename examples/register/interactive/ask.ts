import type { Key } from 'node:readline';
import { autocomplete, type CANCEL_SYMBOL, confirm, isCancel, password, select, text } from '@clack/prompts';
import type { Language } from '../language.js';
import { Stopped } from '../problem.js';

/** The answer of someone who wants to go back (Esc). */
export const back = Symbol('back');

/** The answer of someone who wants to go back (Esc). */
export type Back = typeof back;

/** Says what is wrong with an answer, at once; nothing if it is right. */
type Check = (answer: string) => string | undefined;

/** One of several answers. */
export interface Choice<T> {
  readonly value: T;
  readonly label: string;
}

/** Asks the person at the terminal. Ctrl-C, or the end of the input, throws `Stopped`. */
export interface Ask {
  text(message: string, check: Check, known?: string, hint?: string): Promise<string | Back>;
  secret(message: string, check: Check): Promise<string | Back>;
  yesNo(message: string, known?: boolean): Promise<boolean | Back>;
  choice<T extends string>(message: string, choices: readonly Choice<T>[], known?: T): Promise<T | Back>;
  /** A choice among many, found by typing. */
  search(message: string, choices: readonly Choice<string>[], known?: string): Promise<string | Back>;
}

/** Asks with prompts on a terminal, or on anything that behaves like one. */
export function askOn(input: NodeJS.ReadStream, output: NodeJS.WriteStream, { words }: Language): Ask {
  const yesOrNo = { active: capital(words.yes), inactive: capital(words.no) };
  async function asked<T>(prompt: (streams: Streams) => Promise<T | typeof CANCEL_SYMBOL>): Promise<T | Back> {
    const ended = new AbortController();
    let key = '';
    const listen = (_text: unknown, pressed?: Key) => {
      key = pressed?.name ?? '';
    };
    const end = () => ended.abort();
    if (input.readableEnded) end();
    input.on('keypress', listen).on('end', end);
    try {
      const answer = await prompt({ input, output, signal: ended.signal });
      if (!isCancel(answer)) return answer;
    } finally {
      input.off('keypress', listen).off('end', end);
    }
    if (key === 'escape') return back;
    throw new Stopped();
  }

  return {
    text: (message, check, known = '', hint = '') =>
      asked((streams) =>
        text({
          ...streams,
          message,
          initialValue: known,
          placeholder: hint,
          defaultValue: '',
          validate: (answer) => check(answer ?? ''),
        }),
      ),
    secret: (message, check) =>
      asked((streams) => password({ ...streams, message, validate: (answer) => check(answer ?? '') })),
    yesNo: (message, known = false) =>
      asked((streams) => confirm({ ...streams, ...yesOrNo, message, initialValue: known })),
    async choice(message, choices, known) {
      const options = optionsOf(choices);
      const answer = await asked((streams) => select({ ...streams, message, options, ...initially(known) }));
      return choices.find(({ value }) => value === answer)?.value ?? back;
    },
    search: (message, choices, known) =>
      asked((streams) =>
        autocomplete({
          ...streams,
          message,
          options: optionsOf(choices),
          maxItems: 8,
          validate: (answer) => (typeof answer === 'string' ? undefined : words.asks.ofTheList),
          ...initially(known),
        }),
      ),
  };
}

interface Streams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

/** A text beginning with a capital letter. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function optionsOf(choices: readonly Choice<string>[]) {
  return choices.map(({ value, label }) => ({ value, label }));
}

function initially(known: string | undefined): { initialValue?: string } {
  return known === undefined ? {} : { initialValue: known };
}
