import { afterEach, describe, expect, it, vi } from 'vitest';
import { isRegistrationError } from '../../src/errors.js';
import { encode } from '../../src/session/envelope.js';
import { openSession } from '../../src/session/session.js';
import { start, step } from '../../src/session/step.js';
import { memoryStorage } from '../../src/storage/memory.js';
import { fixtures } from '../../src/testing/fixtures.js';
import { everythingOf } from '../../src/testing/storage/kit.js';
import { Desk, go, say } from './desk.js';
import { actOf, type Play, playOf, settleAll } from './players.js';
import { code, people, type Scenario, scenarios } from './scenarios.js';

const { password } = fixtures(new Desk().input.policy);
const secrets = [password, code, '000000000000', 'short1'];

afterEach(() => {
  vi.restoreAllMocks();
});

/** The secrets that are found in a value, read as JSON and as text. */
function found(...values: readonly unknown[]): string[] {
  const text = values.map((value) => `${JSON.stringify(value)} ${String(value)}`).join('\n');
  return secrets.filter((secret) => text.includes(secret));
}

/** An error as a host might log it, without its cause, which is the host's own. */
function logged(error: unknown): unknown {
  if (!isRegistrationError(error)) return error;
  return { message: error.message, details: error.details, code: error.code, stack: error.stack, text: String(error) };
}

/** Everything that is printed while something runs. */
function printed(): unknown[] {
  const lines: unknown[] = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const)
    vi.spyOn(console, method).mockImplementation((...line) => lines.push(line));
  return lines;
}

/** Every answer, error and stored byte of a scenario that is played through a session, with each port failing first. */
async function traceOf(scenario: Scenario, play: Play): Promise<{ kept: unknown[]; asked: unknown[] }> {
  const storage = memoryStorage();
  const asked: unknown[] = [];
  const kept: unknown[] = [];
  let isFailing = false;
  const ports = Object.fromEntries(
    Object.entries(play.ports).map(([port, answer]) => [
      port,
      (input: never, options: never) => {
        asked.push(structuredClone(input));
        if (isFailing) throw Object.assign(new Error(`refused: ${JSON.stringify(input)}`), { input });
        return (answer as (input: never, options: never) => unknown)(input, options);
      },
    ]),
  );
  const session = await openSession({
    ...play,
    ports,
    key: 'lantern',
    storage,
    clock: () => play.clock.now,
    onPortError: (error) => kept.push(logged(error)),
  });
  session.subscribe((snapshot) => kept.push(snapshot, snapshot.context));
  for (const [place, line] of scenario.lines.entries()) {
    play.clock.pass(('tick' in line ? line.tick : line.wait) ?? { seconds: 1 });
    const act = actOf(scenario.machine, line, play.clock.now);
    if (act === null) {
      await session.tick();
      continue;
    }
    const { at: _, ...event } = act;
    isFailing = true;
    if (event.type === 'signup.password.set' || event.type === 'signup.code.submit')
      kept.push(await session.receive(event, { commandId: `failing ${place}` }));
    isFailing = false;
    kept.push(await session.receive(event, { commandId: `${place}` }));
    kept.push(await session.receive(event, { commandId: `${place}` }));
    kept.push(
      await session.receive({ ...event, type: 'signup.bag' }),
      await session.receive({ ...event, extra: password }),
    );
    kept.push(await session.receive(event, { commandId: `${place}`, by: people.system }).catch(logged));
  }
  await session.close();
  kept.push(await everythingOf(storage, 'lantern'), await storage.find({ limit: 10 }));
  return { kept, asked };
}

describe('design 5: secrets are in nothing that is kept, answered, thrown or printed', () => {
  it.each(scenarios)('on the whole of "$name"', async (scenario) => {
    const lines = printed();
    const { kept, asked } = await traceOf(scenario, playOf(scenario));
    expect(found(kept, lines)).toEqual([]);
    const said = JSON.stringify(scenario.lines);
    // What has to be asked of the outside world does reach it; were it not so, the search above would prove nothing.
    if (said.includes(password)) expect(found(asked)).toContain(password);
    if (said.includes(code)) expect(found(asked)).toContain(code);
  });

  it('the roads of the scenarios do go through secrets', () => {
    const spoken = scenarios.filter(({ lines }) => JSON.stringify(lines).includes(password));
    expect(spoken.length).toBeGreaterThanOrEqual(4);
  });

  it('nor in the envelope of a pure step, not even while the call that holds one is due', async () => {
    const desk = new Desk();
    const play: Play = { ...desk, machine: (await desk.open()).snapshot.machine };
    let { envelope } = await settleAll(play, start(play.machine, desk.input, desk.clock.now));
    for (const event of [say.country, say.email, say.code, say.password]) {
      const stepped = step(play.machine, envelope, { ...event, at: desk.clock.now, by: people.applicant });
      const { calls, ...rest } = stepped;
      expect(found(rest)).toEqual([]);
      expect(found(calls)).toEqual(event === say.password ? [password] : event === say.code ? [code] : []);
      ({ envelope } = await settleAll(play, stepped));
      expect(found(encode(envelope))).toEqual([]);
    }
  });

  it.each<[string, object]>([
    ['too long', { type: 'signup.password.set', password: password.repeat(100_000) }],
    ['in a list', { type: 'signup.password.set', password: [password] }],
    ['in an object', { type: 'signup.password.set', password: { password } }],
    ['beside a key too many', { type: 'signup.password.set', password, again: password }],
    ['by the wrong role', { type: 'signup.password.set', password, by: { role: 'reviewer', id: 'rita' } }],
    ['with a stranger for an actor', { type: 'signup.password.set', password, by: { role: password, id: password } }],
    ['too weak', { type: 'signup.password.set', password: 'short1' }],
    ['at the wrong time', { type: 'signup.code.submit', verificationCode: code }],
    ['where a country belongs', { type: 'signup.country.choose', country: password }],
    ['where a date belongs', { type: 'signup.back', at: password, by: password }],
  ])('nor in the answer to one that is %s', async (_name, event) => {
    const desk = new Desk();
    const session = await desk.open();
    await go(session, say.country, say.email, say.code);
    const before = await desk.everything();
    const outcome = await session.receive(event, { by: undefined as never });
    expect(outcome.status).not.toBe('saved');
    expect(found(outcome)).toEqual([]);
    expect(await desk.everything()).toEqual(before);
  });
});
