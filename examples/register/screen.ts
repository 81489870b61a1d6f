import type { Filing, Issue, Question, Step } from 'hcpn-registration';
import pc from 'picocolors';
import { harmless, issueInWords, labelOf, valueInWords } from './labels.js';
import { describeQuestion, describeStep, type Language } from './language.js';
import type { Delivery } from './ports.js';
import { progressOf, type Registration } from './registration.js';
import { padded, widthOf, wrapped } from './width.js';

/** Everything the demo shows; colours only on a terminal that wants them. */
export interface Screen {
  /** What everything is said in. */
  readonly language: Language;
  title(text: string, facts: readonly (readonly [string, string])[]): void;
  /** A registration that was there before. */
  resumed(registration: Registration, finished: boolean): void;
  /** The step the registration rests in, once for each time it gets there. */
  step(registration: Registration): void;
  act(who: string, what: string, detail?: string): void;
  fields(values: object): void;
  /** The questionnaire of the sensitive relationship filing, answered. */
  answers(filing: Filing, questions: readonly Question[]): void;
  refused(issues: readonly Issue[]): void;
  saved(registration: Registration): void;
  delivered(delivery: Delivery): void;
  note(text: string): void;
  /** The end of the road: all steps, and what came of it. */
  ending(text: string, facts: readonly (readonly [string, string])[], steps: readonly Step[]): void;
  failure(text: string): void;
  line(text?: string): void;
}

/** Where a screen is written: a terminal, a file, anything that takes text. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows on a stream, in a language. */
export function screenOn(output: Output, language: Language): Screen {
  const { catalogue, words } = language;
  const { bold, cyan, dim, green, red, yellow, magenta } = pc.createColors(
    output.isTTY === true && pc.isColorSupported,
  );
  let shown: string | null = null;
  const line = (text = '', indent = 0) => output.write(`${wrapped(text, indent, output.columns)}\n`);
  const plain = (text: string) => harmless(language, text);
  const facts = (pairs: readonly (readonly [string, string])[]) => {
    const width = Math.max(...pairs.map(([name]) => widthOf(name)));
    for (const [name, value] of pairs) line(`  ${dim(padded(name, width))}  ${plain(value)}`, 4 + width);
  };
  const bar = (done: number, total: number) => `${green('■'.repeat(done))}${dim('·'.repeat(total - done))}`;

  return {
    language,
    line,
    title(text, pairs) {
      line();
      line(bold(text));
      facts(pairs);
    },
    resumed(registration, finished) {
      const { current } = progressOf(registration);
      const place = current === null ? registration.state : words.quoted(describeStep(catalogue, current));
      const { finished: isOver, carryingOn } = words.progress;
      line();
      line(`${yellow('↻')} ${finished ? isOver(registration.revision) : carryingOn(registration.revision, place)}`);
    },
    step(registration) {
      const { current, done, total } = progressOf(registration);
      if (current === null || current === shown) return;
      shown = current;
      line();
      const name = bold(describeStep(catalogue, current));
      line(`${cyan('▶')} ${name}  ${bar(done, total)} ${dim(words.progress.of(done, total))}`);
    },
    act(who, what, detail) {
      const colon = dim(words.colon);
      line(`  ${magenta(plain(who))}${colon}${what}${detail === undefined ? '' : `${colon}${plain(detail)}`}`, 6);
    },
    fields(values) {
      const pairs = Object.entries(values).filter(([, value]) => value !== undefined);
      const width = Math.max(...pairs.map(([field]) => widthOf(labelOf(language, field))));
      for (const [field, value] of pairs) {
        const label = dim(padded(labelOf(language, field), width));
        line(`      ${label}  ${plain(valueInWords(language, field, value))}`, 8 + width);
      }
    },
    answers({ answers }, questions) {
      for (const { question: id, value, details } of answers) {
        const question = questions.find((asked) => asked.id === id) ?? { id, text: null };
        line(`      ${padded(value ? words.yes : words.no, 4)}${dim(describeQuestion(catalogue, question))}`, 10);
        const { noExplanation } = words.details;
        if (value) line(`          ${details === undefined ? dim(noExplanation) : words.quoted(plain(details))}`, 10);
      }
    },
    refused(issues) {
      for (const found of issues) line(`    ${red('✗')} ${issueInWords(language, found)}`, 6);
    },
    saved({ revision }) {
      line(`    ${green('✓')} ${dim(words.progress.saved(revision))}`);
    },
    delivered({ channel, to, code }) {
      const letter = channel === 'email' ? words.letter.email(to) : words.letter.sms(to);
      line(`    ${yellow(`✉ ${letter}`)}${words.letter.code(bold(code))}`);
    },
    note(text) {
      line(`    ${dim(text)}`, 4);
    },
    ending(text, pairs, steps) {
      line();
      line(`${green('★')} ${bold(text)}`);
      if (pairs.length > 0) facts(pairs);
      line();
      const marks = { done: green('✓'), open: dim('·'), lookAgain: yellow('!'), waiting: yellow('…') };
      for (const { id, status } of steps) line(`  ${marks[status]} ${describeStep(catalogue, id)}`);
    },
    failure(text) {
      line();
      line(`${red('✗')} ${text}`);
    },
  };
}

/** Shows nothing, but knows in which language it would. */
export const noScreen = (language: Language): Screen => ({
  language,
  line() {},
  title() {},
  resumed() {},
  step() {},
  act() {},
  fields() {},
  answers() {},
  refused() {},
  saved() {},
  delivered() {},
  note() {},
  ending() {},
  failure() {},
});
