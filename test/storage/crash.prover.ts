import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { isRegistrationError } from '../../src/errors.js';
import type { StorageAdapter } from '../../src/storage/port.js';
import { openPlace, type Place, tell } from './prove.places.js';
import { keyOf, lengthOf, type Road, roadOf, sha256, type Task, travel } from './prove.roads.js';

/** What a prover is told to do. */
export interface Orders {
  readonly place: Place;
  readonly task: Task;
  readonly lanes: readonly Lane[];
}

/** Registrations that are driven one after another: `first`, `first + stride` and so on. */
export interface Lane {
  readonly first: number;
  readonly stride: number;
  /** Whether the first one has been begun for certain. */
  readonly isBegun: boolean;
}

/** What a prover says. */
export type Told =
  | { readonly said: 'ready' }
  | { readonly said: 'opening' | 'writing'; readonly number: number }
  /** The revision is acknowledged; `text` is the SHA-256 of its envelope. */
  | { readonly said: 'saved'; readonly number: number; readonly revision: number; readonly text: string }
  | { readonly said: 'erasing' | 'erased'; readonly number: number }
  | { readonly said: 'failed'; readonly code: string; readonly message: string };

async function carryOut(roads: readonly Road[], { place, task, lanes }: Orders): Promise<void> {
  const opened = await openPlace(place).catch(fail);
  if (opened === undefined) return;
  const { storage, close } = opened;
  const texts = new Map<string, string>();

  async function drive(number: number, isBegun: boolean): Promise<void> {
    const key = keyOf(task, number);
    const road = roadOf(roads, number);
    const last = task === 'drive' ? lengthOf(road) : Math.min(lengthOf(road), 1 + ((number * 7) % 12));
    const say = (revision: number) => tell({ said: 'saved', number, revision, text: sha256(texts.get(key) ?? '') });
    tell({ said: 'opening', number });
    const witnessed = witness(storage, texts, () => tell({ said: 'writing', number }));
    const { session, take } = await travel(road, witnessed, key, !isBegun);
    for (say(session.revision); session.revision < last; say(await take()));
    await session.close();
    if (task === 'drive') return;
    tell({ said: 'erasing', number });
    await storage.remove(key, road.begins);
    tell({ said: 'erased', number });
  }

  async function work({ first, stride, isBegun }: Lane): Promise<void> {
    try {
      for (let number = first; ; number += stride) await drive(number, isBegun && number === first);
    } catch (error) {
      fail(error);
    }
  }

  await Promise.all(lanes.map(work));
  await close();
}

function fail(error: unknown): void {
  const code = isRegistrationError(error) ? error.code : 'other';
  tell({ said: 'failed', code, message: String(error instanceof Error ? (error.stack ?? error) : error) });
}

/** Notes the envelope of a registration as the storage took it or gave it, and tells of each before it is written. */
function witness(storage: StorageAdapter, texts: Map<string, string>, writing: () => void): StorageAdapter {
  return {
    ...storage,
    async read(key) {
      const record = await storage.read(key);
      if (record !== null) texts.set(key, record.text);
      return record;
    },
    async commit(commit) {
      if (commit.expectedRevision >= 0) writing();
      const result = await storage.commit(commit);
      if (result.outcome === 'committed') texts.set(commit.key, commit.text);
      // The answer takes a turn, as that of a server would; what strikes meanwhile leaves a save nobody heard of.
      await new Promise(setImmediate);
      return result;
    },
  };
}

const [roadsFile = ''] = process.argv.slice(2);
const made: readonly Road[] = JSON.parse(readFileSync(roadsFile, 'utf8'));
tell({ said: 'ready' });
const [orders]: string[] = await once(createInterface({ input: process.stdin }), 'line');
process.stdin.destroy();
await carryOut(made, JSON.parse(orders ?? ''));
