import { parseArgs } from 'node:util';
import { closest } from './closest.js';
import { Problem } from './problem.js';

/** How the demo was called. */
export interface Options {
  /** Null plays the applicant who comes along. */
  readonly file: string | null;
  readonly interactive: boolean;
  readonly store: string;
  readonly fresh: boolean;
  readonly help: boolean;
}

/** Where registrations are kept unless something else is said. */
export const defaultStore = '.registrations';

/** The applicant who is played unless something else is said; in the package's folder. */
export const defaultFile = 'examples/data/thailand-manual-review.json';

/** What `--help` shows. */
export const help = `Registration with the Huawei Cloud Partner Network, from no account to partner.

  npm start                          plays the applicant of ${defaultFile}
  npm start -- --file my.json        plays another applicant; examples/data/ has more
  npm start -- --interactive         lets you fill in the forms yourself

  --file <file>     the applicant, as JSON (examples/README.md explains the fields)
  --interactive     ask instead of play; Esc goes back, Ctrl-C stops
  --store <folder>  where registrations are kept (${defaultStore} in the current folder)
  --fresh           begin a new registration under a new key, and leave the old one alone
  --help            show this

Whatever has been saved survives: stop or kill it at any time, and the same command carries on from there.`;

const known = {
  file: { type: 'string' },
  interactive: { type: 'boolean' },
  store: { type: 'string' },
  fresh: { type: 'boolean' },
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
  if (faults.length > 0) throw new Problem([...faults, 'See --help for what is possible.'].join('\n'));
  return {
    file: typeof values.file === 'string' ? values.file : null,
    interactive: values.interactive === true,
    store: typeof values.store === 'string' ? values.store : defaultStore,
    fresh: values.fresh === true,
    help: values.help === true,
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
