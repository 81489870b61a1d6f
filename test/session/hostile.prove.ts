import {
  type Became,
  Doors,
  fieldsIn,
  type Hostile,
  hopelessPlaces,
  hostilities,
  inWords,
  naughty,
  placesOf,
  withValueAt,
} from '../support/hostility.js';
import { damages, judge, type Verdict } from './damage.js';
import { momentsOfAll } from './players.js';

/**
 * Says hostile things at every door, and reads damaged envelopes back: always an answer, never an exception out of
 * place, never a changed state. `SEED` and `RUNS` come from the environment; it ends with one line of JSON.
 */
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const runs = Number(process.env['RUNS'] ?? 100_000);

/** What was found, and how often; what went wrong is told as it comes, each kind at most three times. */
class Figures<K extends string> {
  readonly found: Partial<Record<K, number>> = {};
  inputs = 0;
  violations = 0;
  private seconds = 0;
  private readonly told = new Map<string, number>();

  async hold(what: () => string, work: () => K | Promise<K>): Promise<void> {
    const began = performance.now();
    this.inputs += 1;
    try {
      const answer = await work();
      this.found[answer] = (this.found[answer] ?? 0) + 1;
    } catch (error) {
      this.violations += 1;
      const kind = String(error).slice(0, 60);
      const times = (this.told.get(kind) ?? 0) + 1;
      this.told.set(kind, times);
      if (times <= 3) console.log(`${String(error)}\n  on ${what()}`);
    }
    this.seconds += (performance.now() - began) / 1000;
  }

  get summary(): object {
    return { inputs: this.inputs, ...this.found, violations: this.violations, seconds: Math.round(this.seconds) };
  }
}

async function proveDoors(): Promise<Figures<Became>> {
  const anywhere = new Figures<Became>();
  for (const hostile of hostilities(everywhere, seed)) {
    await anywhere.hold(
      () => inWords(hostile),
      () => knock(hostile),
    );
    if (anywhere.inputs === runs) break;
  }
  return anywhere;
}

async function proveEveryField(): Promise<Figures<Became>> {
  const listed = new Figures<Became>();
  for (const { place, path } of fieldsIn(everywhere))
    for (const value of runs < 100_000 ? naughty.slice(0, 10) : naughty) {
      const hostile: Hostile = { place, event: withValueAt(place.act, path, value), at: path, value };
      await listed.hold(
        () => inWords(hostile),
        () => doors.step(hostile),
      );
    }
  return listed;
}

/** At the pure step, a session and a plain actor; the answer is the step's. */
async function knock(hostile: Hostile): Promise<Became> {
  const became = await doors.step(hostile);
  await doors.session(hostile);
  if (doors.actor(hostile) && became !== 'saved') throw new Error(`it is ${became}, and a plain actor moved`);
  return became;
}

async function proveEnvelopes() {
  const figures = new Figures<Verdict>();
  for (const damaged of damages(await momentsOfAll(), seed)) {
    const { moment, ways, text } = damaged;
    await figures.hold(
      () => `${ways.join(' and ')} in ${moment.scenario.name}: ${text.slice(0, 2000)}`,
      () => judge(damaged),
    );
    if (figures.inputs === runs) return figures;
  }
  return figures;
}

console.log(`SEED=${seed} RUNS=${runs}`);
const places = await placesOf();
const everywhere = [...places, ...hopelessPlaces(places)];
const doors = new Doors();
const anywhere = await proveDoors();
console.log(JSON.stringify(anywhere.summary));
const envelopes = await proveEnvelopes();
console.log(JSON.stringify(envelopes.summary));
const listed = await proveEveryField();
const door = { ...anywhere.summary, everyNaughtyStringInEveryField: listed.summary, kept: doors.kept };
console.log(JSON.stringify({ hostile: { seed, door, envelopes: envelopes.summary } }));
process.exitCode = anywhere.violations + listed.violations + envelopes.violations > 0 ? 1 : 0;
