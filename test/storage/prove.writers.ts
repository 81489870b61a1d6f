import { isRegistrationError } from '../../src/errors.js';
import type { StorageAdapter } from '../../src/storage/port.js';
import { Desk, say } from '../session/desk.js';
import { dice } from './processes.js';

/** Who writes how much. */
export interface Race {
  readonly seed: number;
  readonly writers: readonly number[];
  readonly acts: number;
}

/** Something a writer did, with the times between which it happened, in nanoseconds of the machine's own clock. */
export interface Done {
  readonly said: 'done';
  /** `write`: a new command was acknowledged. `repeat`: one that was acknowledged before. `read`: a session was opened. */
  readonly what: 'write' | 'repeat' | 'read';
  readonly key: string;
  /** The command; empty for a read. */
  readonly command: string;
  readonly revision: number;
  readonly start: number;
  readonly end: number;
  readonly conflicts: number;
}

/** Why a writer stopped before it had said everything. */
export interface Failed {
  readonly said: 'failed';
  readonly fault: string;
}

/** The registrations that are written to. */
export const keys = ['north', 'east', 'south', 'west'] as const;

/** The command that every writer begins with. */
export const beginning = 'begin';

const draftOf = (command: string) => ({ type: 'wizard.draft.keep', step: 'business', draft: { companyName: command } });
const now = () => Number(process.hrtime.bigint());

/** Lets all writers write at once on one handle, each through sessions of its own. */
export async function write(
  storage: StorageAdapter,
  { seed, writers, acts }: Race,
  note: (line: Done | Failed) => void,
): Promise<void> {
  const desk = new Desk({ account: true, storage });

  async function run(writer: number): Promise<void> {
    const key = keys[writer % keys.length] ?? keys[0];
    const pen = new Pen(desk, key, note);
    const roll = dice(seed + writer);
    await pen.open();
    await pen.say('repeat', beginning, say.start);
    for (let number = 1; number <= acts; number += 1) {
      const command = `${writer} ${number}`;
      if (roll(8) === 1) {
        // As when a button is pressed twice and two servers hear of it.
        const another = new Pen(desk, key, note);
        await another.open();
        await Promise.all([pen, another].map((one) => one.say('write', command, draftOf(command))));
      } else {
        await pen.say('write', command, draftOf(command));
      }
      const earlier = `${writer} ${roll(number)}`;
      if (roll(6) === 1) await pen.say('repeat', earlier, draftOf(earlier));
      if (roll(4) === 1) await pen.open();
    }
  }

  const ends = await Promise.allSettled(writers.map(run));
  for (const [index, end] of ends.entries())
    if (end.status === 'rejected') note({ said: 'failed', fault: `Writer ${writers[index]} stopped: ${end.reason}` });
}

/** One who writes, with a session that is opened anew after each conflict. */
class Pen {
  private session: Awaited<ReturnType<Desk['open']>> | null = null;

  constructor(
    private readonly desk: Desk,
    private readonly key: string,
    private readonly note: (done: Done) => void,
  ) {}

  /** Opens a session, and notes at which revision. */
  async open(): Promise<void> {
    const start = now();
    this.session = await this.desk.open({ key: this.key });
    const { revision } = this.session;
    this.note({ said: 'done', what: 'read', key: this.key, command: '', revision, start, end: now(), conflicts: 0 });
  }

  /** Says it until it is saved. */
  async say(what: 'write' | 'repeat', command: string, event: { readonly type: string }): Promise<void> {
    const start = now();
    for (let conflicts = 0; ; conflicts += 1) {
      try {
        this.session ??= await this.desk.open({ key: this.key });
        const { status, revision, issues } = await this.session.receive(event, { commandId: command });
        if (status !== 'saved') throw new Error(`${command} is ${status}: ${JSON.stringify(issues)}`);
        return this.note({ said: 'done', what, key: this.key, command, revision, start, end: now(), conflicts });
      } catch (error) {
        if (!isRegistrationError(error, 'storage.conflict')) throw error;
        this.session = null;
      }
    }
  }
}
