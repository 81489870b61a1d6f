import type { Issue } from '../../src/issue.js';
import { en } from '../../src/messages/en.js';
import { describeIssue } from '../../src/messages/messages.js';
import { deadlines, requirements } from '../../src/registration/requirements.js';
import { steps } from '../../src/registration/steps.js';
import { type ChartSnapshot, chartOf } from '../../src/snapshot.js';
import { pointers } from './pointers.js';

/** Said of the shape of a value: it points to wherever the value stands. */
const ofAnyValue = /^(value|text|key|time|country|email|phone|website|file)\./;

/** Why an issue is of no use to whoever reads it: its message lacks a parameter, or it points to the wrong place. */
export function untellable({ code, path, params }: Pick<Issue, 'code' | 'path' | 'params'>): string[] {
  const message = describeIssue(en, { code, params });
  const place = path.map((key) => (typeof key === 'number' ? '#' : key)).join('.');
  return [
    ...(/undefined|NaN/.test(message) ? [`${code} lacks a parameter: ${message}`] : []),
    ...(ofAnyValue.test(code) || (pointers[code] ?? ['']).includes(place) ? [] : [`${code} points to "${place}"`]),
  ];
}

/** What of a snapshot has no words: what it asks for, the way to close it, the steps, what will happen by itself. */
export function untellableIn(snapshot: ChartSnapshot): string[] {
  const asked = Object.values(requirements(snapshot)).flat();
  const due = deadlines(snapshot);
  const named = [
    ...asked.map(({ step }) => step),
    ...due.map(({ step }) => step),
    ...steps(snapshot).steps.map(({ id }) => id),
  ];
  const said = [...asked.flatMap(({ remedy }) => remedy ?? []), ...due.map(({ event }) => event)];
  const { vocabulary } = chartOf(snapshot.machine);
  return [
    ...[...asked, ...snapshot.context.trouble].flatMap(untellable),
    ...named.filter((step) => !Object.hasOwn(en.steps, step)).map((step) => `no step is called "${step}"`),
    ...said.filter((type) => !Object.hasOwn(vocabulary, type)).map((type) => `nobody can say "${type}"`),
  ];
}
