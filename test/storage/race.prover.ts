import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { openPlace, type Place, tell } from './prove.places.js';
import { type Done, type Failed, type Race, write } from './prove.writers.js';

/** What a process of the race is told to do. */
export interface Orders extends Race {
  readonly place: Place;
}

/** What it says. */
export type Told = { readonly said: 'ready' } | Done | Failed;

tell({ said: 'ready' });
const [orders]: string[] = await once(createInterface({ input: process.stdin }), 'line');
process.stdin.destroy();
const { place, ...race }: Orders = JSON.parse(orders ?? '');
const { storage, close } = await openPlace(place);
await write(storage, race, tell);
await close();
