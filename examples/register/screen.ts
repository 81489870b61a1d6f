import { stripVTControlCharacters } from 'node:util';
import type { Filing, Issue, Question, Step } from 'hcpn-registration';
import { describeQuestion, describeStep, en } from 'hcpn-registration/messages/en';
import pc from 'picocolors';
import { harmless, issueInWords, labelOf, valueInWords } from './labels.js';
import type { Delivery } from './ports.js';
import { progressOf, type Registration } from './registration.js';

/** Everything the demo shows; colours only on a terminal that wants them. */
export interface Screen {
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

/** Shows on a stream. */
export function screenOn(output: Output): Screen {
  const { bold, cyan, dim, green, red, yellow, magenta } = pc.createColors(
    output.isTTY === true && pc.isColorSupported,
  );
  let shown: string | null = null;
  const line = (text = '', indent = 0) => output.write(`${wrapped(text, indent, output.columns)}\n`);
  const facts = (pairs: readonly (readonly [string, string])[]) => {
    const width = Math.max(...pairs.map(([name]) => name.length));
    for (const [name, value] of pairs) line(`  ${dim(name.padEnd(width))}  ${harmless(value)}`, 4 + width);
  };
  const bar = (done: number, total: number) => `${green('■'.repeat(done))}${dim('·'.repeat(total - done))}`;

  return {
    line,
    title(text, pairs) {
      line();
      line(bold(text));
      facts(pairs);
    },
    resumed(registration, finished) {
      const { current } = progressOf(registration);
      const place = current === null ? registration.state : `“${describeStep(en, current)}”`;
      line();
      line(
        finished
          ? `${yellow('↻')} This registration is finished, revision ${registration.revision}. Say --fresh to begin another one.`
          : `${yellow('↻')} Carrying on where it was: revision ${registration.revision}, in ${place}.`,
      );
    },
    step(registration) {
      const { current, done, total } = progressOf(registration);
      if (current === null || current === shown) return;
      shown = current;
      line();
      line(`${cyan('▶')} ${bold(describeStep(en, current))}  ${bar(done, total)} ${dim(`${done} of ${total} done`)}`);
    },
    act(who, what, detail) {
      line(
        `  ${magenta(harmless(who))}${dim(':')} ${what}${detail === undefined ? '' : `${dim(':')} ${harmless(detail)}`}`,
        6,
      );
    },
    fields(values) {
      const pairs = Object.entries(values).filter(([, value]) => value !== undefined);
      const width = Math.max(...pairs.map(([field]) => labelOf(field).length));
      for (const [field, value] of pairs)
        line(`      ${dim(labelOf(field).padEnd(width))}  ${harmless(valueInWords(field, value))}`, 8 + width);
    },
    answers({ answers }, questions) {
      for (const { question: id, value, details } of answers) {
        const question = questions.find((asked) => asked.id === id) ?? { id, text: null };
        line(`      ${(value ? 'yes' : 'no').padEnd(4)}${dim(describeQuestion(en, question))}`, 10);
        if (value) line(`          ${details === undefined ? dim('(no explanation)') : `“${harmless(details)}”`}`, 10);
      }
    },
    refused(issues) {
      for (const found of issues) line(`    ${red('✗')} ${issueInWords(found)}`, 6);
    },
    saved({ revision }) {
      line(`    ${green('✓')} ${dim(`saved, revision ${revision}`)}`);
    },
    delivered({ channel, to, code }) {
      const kind = channel === 'email' ? 'E-mail' : 'Text message';
      line(`    ${yellow(`✉ ${kind} to ${to}:`)} your Huawei Cloud verification code is ${bold(code)}`);
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
      for (const { id, status } of steps) line(`  ${marks[status]} ${describeStep(en, id)}`);
    },
    failure(text) {
      line();
      line(`${red('✗')} ${text}`);
    },
  };
}

/** Breaks a text between words where the terminal ends, and indents what follows. */
function wrapped(text: string, indent: number, columns: number | undefined): string {
  if (columns === undefined || widthOf(text) <= columns) return text;
  const lines = [''];
  for (const word of text.split(/(?<=[^ ]) /)) {
    const begun = lines.at(-1) ?? '';
    if (begun !== '' && widthOf(begun) + 1 + widthOf(word) > columns) lines.push(`${' '.repeat(indent)}${word}`);
    else lines[lines.length - 1] = begun === '' ? word : `${begun} ${word}`;
  }
  return lines.join('\n');
}

function widthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}

/** Shows nothing. */
export const noScreen: Screen = {
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
};
