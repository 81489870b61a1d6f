import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createPolicy, registrationMachine } from 'hcpn-registration';
import type { StepWatcher } from 'hcpn-registration/inspect';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { fixtures } from 'hcpn-registration/testing';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyStateNode } from 'xstate';
import { readApplicant } from '../../examples/register/applicant.file.js';
import { languages } from '../../examples/register/language.js';
import { playApplicant } from '../../examples/register/played.js';
import { noScreen } from '../../examples/register/screen.js';
import { callerOf, launch, patience, servePage } from '../browser/chromium.js';
import { hiddenTexts, seenIn } from './hidden.js';
import type * as script from './stately.page.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const applicants = readdirSync(`${root}examples/data`).filter((file) => file.endsWith('.json'));

let site: Awaited<ReturnType<typeof servePage>>;
let browser: BrowserContext;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  site = await servePage(new URL('./stately.page.ts', import.meta.url));
  browser = await launch();
  page = await browser.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(site.url);
}, patience);

afterAll(async () => {
  await browser.close();
  site.close();
  expect(faults).toEqual([]);
});

const ask = <Name extends keyof typeof script>(name: Name, ...args: Parameters<(typeof script)[Name]>) =>
  callerOf<typeof script>(page)(name, ...args);

/** Plays a demo applicant to the end; answers every step, and everything of theirs that must not be seen. */
async function recorded(name: string) {
  const file = await readApplicant(`examples/data/${name}`, root);
  const steps: Parameters<StepWatcher>[] = [];
  await playApplicant({
    file,
    storage: memoryStorage(),
    store: '',
    fresh: true,
    screen: noScreen(languages.en),
    pause: async () => {},
    onStep: (...step) => steps.push(step),
  });
  const hidden = hiddenTexts([
    file.applicant,
    steps.map(([{ envelope, calls }, cause]) => [envelope.context, calls.map(({ input }) => input), cause]),
  ]);
  return { steps, hidden: hidden.filter((text) => !decisions.has(text)) };
}

/** What the files of the demo say of others: how Huawei decides, and what is tried meanwhile. */
const decisions = new Set(['approved', 'rejected', 'approve', 'edit', 'withdraw', 'administrator', 'reviewer']);

interface Node {
  readonly states?: Readonly<Record<string, Node>>;
}

interface Message {
  readonly type: string;
  readonly name?: string;
  readonly definition?: string;
}

/** The actors among some messages, each with its definition. */
function actorsIn(raw: readonly string[]) {
  return raw
    .map((text) => JSON.parse(text) as Message)
    .filter(({ type }) => type === '@xstate.actor')
    .map(({ name, definition }) => ({ name, definition: JSON.parse(definition ?? '') as Node & { id: string } }));
}

function placesIn(node: Node, path = ''): string[] {
  return Object.entries(node.states ?? {}).flatMap(([key, inner]) => [
    `${path}${key}`,
    ...placesIn(inner, `${path}${key}.`),
  ]);
}

function placesOf(node: AnyStateNode): string[] {
  return Object.values(node.states).flatMap((inner) => [inner.path.join('.'), ...placesOf(inner)]);
}

/** Everything a definition calls a guard, an action or an actor. */
function namesIn(definition: unknown): { guards: Set<string>; actions: Set<string>; actors: Set<string> } {
  const names = { guards: new Set<string>(), actions: new Set<string>(), actors: new Set<string>() };
  const nameOf = (found: unknown) => (typeof found === 'string' ? found : String(Reflect.get(Object(found), 'type')));
  const look = (value: unknown, areStates = false): void => {
    if (Array.isArray(value)) for (const inner of value) look(inner);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      const found = [inner].flat();
      if (!areStates && key === 'guard') for (const each of found) names.guards.add(nameOf(each));
      if (!areStates && ['actions', 'entry', 'exit'].includes(key))
        for (const each of found) names.actions.add(nameOf(each));
      if (!areStates && key === 'src') for (const each of found) names.actors.add(nameOf(each));
      look(inner, !areStates && (key === 'states' || key === 'on'));
    }
  };
  look(definition);
  return names;
}

const { implementations } = registrationMachine;
const knows = (known: object, found: ReadonlySet<string>) => [...found].filter((name) => !Object.hasOwn(known, name));

function checkCharts(raw: readonly string[]): void {
  const [machine, ...ports] = actorsIn(raw);
  expect(machine?.name).toBe('registration');
  expect(placesIn(machine?.definition ?? {}).sort()).toEqual(placesOf(registrationMachine.root).sort());
  const { guards, actions, actors } = namesIn(machine?.definition);
  expect([guards.size, actions.size, actors.size].every((count) => count > 10)).toBe(true);
  expect(knows(implementations.guards, guards)).toEqual([]);
  expect(knows(implementations.actions, actions)).toEqual([]);
  expect(knows(implementations.actors, actors)).toEqual([]);
  expect(ports.length).toBeGreaterThan(3);
  for (const { name } of ports) expect(Object.keys(implementations.actors)).toContain(name?.split(' ')[0]);
}

describe('a session in the inspector', () => {
  it('there are demo applicants', () => expect(applicants.length).toBeGreaterThanOrEqual(4));

  it.each(applicants)('%s: the whole road is seen, and nothing of the applicant', async (name) => {
    const { steps, hidden } = await recorded(name);
    expect(hidden.length).toBeGreaterThan(10);
    const { raw, understood } = await ask('inspectSteps', steps, true);
    expect(understood).toEqual(raw.map((text) => (JSON.parse(text) as Message).type));
    const everything = raw.join('\n');
    checkCharts(raw);
    expect(everything).not.toMatch(/\[(?:Object|Array|Circular)\]/);
    expect(seenIn(everything, hidden)).toEqual([]);
    const acts = steps.filter(([_result, cause]) => cause !== null && 'type' in cause);
    expect(raw.filter((text) => text.includes('"@xstate.event"')).length).toBeGreaterThanOrEqual(acts.length);
  });

  it('without the options the applicant would be seen', async () => {
    const { steps, hidden } = await recorded('germany-happy-road.json');
    const { raw } = await ask('inspectSteps', steps, false);
    const seen = seenIn(raw.join('\n'), hidden);
    expect(seen).toContain('Beispiel-Passwort-1');
    expect(seen).toContain('Jörg Weißenfels');
    expect(raw.join('\n')).toMatch(/\[Object\]/);
  });
});

it('a bare actor in the inspector: the whole road is seen, and nothing of the applicant', async () => {
  const { raw } = await ask('inspectActor');
  checkCharts(raw);
  const { agreements: _, acceptance: __, statement: ___, ...answers } = fixtures(createPolicy({ site: 'intl' }));
  expect(seenIn(raw.join('\n'), [...hiddenTexts(answers.contact), ...hiddenTexts(answers.business)])).toEqual([]);
  expect(seenIn(raw.join('\n'), [answers.password, answers.email, 'ada-lovelace'])).toEqual([]);
  expect(raw.join('\n')).not.toMatch(/\[(?:Object|Array|Circular)\]/);
});
