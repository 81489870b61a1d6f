import { pathOf, type RegistrationEvent, type RegistrationPorts } from 'hcpn-registration';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Running, run } from '../../examples/portal/server/server.js';
import { barriersOn, overflowOf } from '../browser/example.js';
import { signedIn } from './client.js';
import { carryOut } from './hands.js';
import { begin, enter, type Person, phone, shows, signIn } from './person.js';
import { person, type Road, roadsToScreens, type Stride } from './roads.js';
import { temporaryFolder } from './temporary.js';

const roads = roadsToScreens();
const seen = new Set<string>();
const folder = temporaryFolder();
/** How many milliseconds the portal is ahead of this computer: a road may lead over a deadline. */
let ahead = 0;
let queue: Stride[] = [];
let owner = '';
let portal: Running;
let address = '';
let ada: Person;
let rita: Person;
let nikos: Person;

/** Services that answer, or fail, as the road says. */
const services = (): RegistrationPorts =>
  new Proxy({} as RegistrationPorts, { get: (_, port) => () => answerOf(String(port)) });

function answerOf(port: string): unknown {
  const stride = queue.shift();
  if (stride === undefined || stride.kind === 'said') throw new Error(`Nobody expected ${port} to be asked.`);
  if (stride.kind === 'failed') throw new Error(`${port} is away.`);
  return JSON.parse(JSON.stringify(stride.event['output'].value).replaceAll(person, owner));
}

beforeAll(async () => {
  const settings = {
    port: 0,
    host: 'localhost',
    dataFolder: folder.path,
    databaseUrl: null,
    secret: 'roads',
    requestsPerMinute: 1_000_000,
    codesPerTenMinutes: 1_000_000,
    isLogging: false,
    isSeeded: false,
  };
  portal = await run(settings, { services, clock: () => new Date(Date.now() + ahead).toISOString() });
  address = `http://localhost:${portal.port}`;
  ada = await enter(address, { name: 'Ada Lantern' }, phone);
  rita = await enter(address, { userId: 'rita' });
  nikos = await enter(address, { userId: 'nikos' });
});

afterAll(async () => {
  await Promise.all([ada, rita, nikos].map((each) => each?.context.close()));
  await portal?.stop();
  folder.remove();
});

describe('every screen is reached on a phone, by the shortest road there is, and nobody is shut out of it', () => {
  it.each(roads.map((road) => [road.place, road] as const))('on the way to %s', async (place, road) => {
    await walk(road);
    await look(place);
    expect([ada, rita, nikos].flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('no screen was left out', () => {
    const places = roads.flatMap(({ strides }) => strides.map(({ to }) => to));
    const resting = places.filter(({ snapshot }) => !snapshot.hasTag('busy')).map(({ place }) => place);
    expect([...seen].sort()).toEqual([...new Set(['signup.choosingCountry', ...resting])].sort());
    expect(seen.size).toBeGreaterThanOrEqual(40);
  });
});

/** Waits for the screen of a place; the first time it is looked at closely. */
async function look(place: string): Promise<void> {
  await shows(ada.page, place);
  if (seen.has(place)) return;
  seen.add(place);
  expect([place, await overflowOf(ada.page), await cutOffOn(ada.page), await barriersOn(ada.page)]).toEqual([
    place,
    0,
    0,
    [],
  ]);
}

/** By how many pixels what is on a screen is wider than the screen, which cuts it off. */
function cutOffOn(page: Page): Promise<number> {
  return page
    .locator('main [data-state]')
    .first()
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
}

async function walk({ strides }: Road): Promise<void> {
  queue = [];
  ahead = 0;
  await signIn(ada, address, { name: 'Ada Lantern' });
  const key = await begin(ada.page, 'cn');
  owner = await idOf(ada);
  for (const [place, stride] of strides.entries()) {
    const { event, kind, from } = stride;
    if (kind !== 'said') continue;
    await look(from.place);
    const rest = strides.slice(place + 1);
    const next = rest.findIndex((later) => later.kind === 'said');
    queue = next < 0 ? rest : rest.slice(0, next);
    ahead = Date.parse(event['at']) - Date.parse(strides[0]?.event['at']);
    await say(stride, key);
  }
}

async function idOf({ page }: Person): Promise<string> {
  const session = await page.evaluate(() => fetch('/api/session').then((answer) => answer.json()));
  return session.user.id;
}

/** Whoever says it does so on their own page; what only the system says comes from the desk's API. */
async function say({ event, to }: Stride, key: string): Promise<void> {
  const act = event as RegistrationEvent;
  const { role } = act.by;
  if (role === 'applicant' || role === 'member') return carryOut(ada.page, act);
  if (role === 'administrator') {
    await nikos.page.goto(`${address}/registrations/${key}`);
    return carryOut(nikos.page, act);
  }
  if (role === 'reviewer') {
    await rita.page.goto(`${address}/desk/${key}`);
    return carryOut(rita.page, act);
  }
  return report(act, key, to.place);
}

/** What the system says comes to the same, whether it is said or a deadline was kept before. */
async function report({ at: _at, by: _by, ...event }: RegistrationEvent, key: string, place: string): Promise<void> {
  const client = await signedIn(address, { userId: 'rita' });
  await client.say(await client.read(key), event);
  const { value } = await client.read(key);
  expect(pathOf(value)).toBe(place);
}
