import { parseArgs } from 'node:util';
import { closest } from './closest.js';
import { type LanguageName, languageNamed, languageNames } from './language.js';
import { Problem } from './problem.js';

/** How the demo was called. */
export interface Options {
  /** Null plays the applicant who comes along. */
  readonly file: string | null;
  readonly interactive: boolean;
  readonly store: string;
  readonly fresh: boolean;
  readonly help: boolean;
  /** What everything is shown in. */
  readonly lang: LanguageName;
}

/** Where registrations are kept unless something else is said. */
export const defaultStore = '.registrations';

/** The applicant who is played unless something else is said; in the package's folder. */
export const defaultFile = 'examples/data/thailand-manual-review.json';

const known = {
  file: { type: 'string' },
  interactive: { type: 'boolean' },
  store: { type: 'string' },
  fresh: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the arguments. Throws a `Problem` for what is not known. */
export function readOptions(args: readonly string[]): Options {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: known,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const faults = tokens.flatMap((token) => faultOf(token)).slice(0, 1);
  if (faults.length === 0 && values.interactive === true && values.file !== undefined)
    faults.push('--interactive asks you instead of a file, so leave out --file.');
  const asked = typeof values.lang === 'string' ? values.lang : 'en';
  const lang = languageNamed(asked);
  if (faults.length === 0 && lang === null)
    faults.push(`There is no language ${JSON.stringify(asked)} here; there are ${languageNames.join(', ')}.`);
  if (faults.length > 0 || lang === null) throw new Problem([...faults, 'See --help for what is possible.'].join('\n'));
  return {
    file: typeof values.file === 'string' ? values.file : null,
    interactive: values.interactive === true,
    store: typeof values.store === 'string' ? values.store : defaultStore,
    fresh: values.fresh === true,
    help: values.help === true,
    lang,
  };
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

function faultOf(token: Token): string[] {
  if (token.kind === 'positional') return [positional(token.value)];
  if (token.kind !== 'option') return [];
  const { name, rawName, value } = token;
  if (!Object.hasOwn(known, name)) {
    const meant = closest(name, Object.keys(known));
    return [`There is no option ${rawName}${meant === null ? '.' : `; did you mean --${meant}?`}`];
  }
  const { type } = known[name as keyof typeof known];
  if (type === 'boolean' && value !== undefined) return [`${rawName} takes no value.`];
  return type === 'string' && (value === undefined || value === '') ? [`${rawName} needs a value.`] : [];
}

function positional(value: string): string {
  return value.endsWith('.json') ? `To play ${value}, say --file ${value}.` : `"${value}" is not an option.`;
}
