import type { AnyEventObject, AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { type Act, type Heard, hear } from '../events.js';
import { explainHeard } from '../explain.js';
import type { IssueCode } from '../issue.js';
import { deadlines } from '../registration/requirements.js';
import type { PortCall } from '../session/stepper.actions.js';
import type { Transit } from '../session/stepper.js';
import { answeredEvent, failedEvent, transit } from '../session/transit.js';
import { chartOf, pathOf } from '../snapshot.js';
import { isReached } from '../time.js';
import type { Known } from './known.js';
import type { Spoken } from './saying.js';
import { keyOf } from './stateKey.js';
import { canonical } from './symmetry.js';

/** A state of one registration that was met. */
export interface Local {
  readonly place: string;
  readonly snapshot: AnyMachineSnapshot;
  readonly call: PortCall | null;
  /** As it was when it was saved last; null where that is what it is. */
  readonly saved: Local | null;
  /** A number for what it says under each renaming. */
  readonly numbers: readonly number[];
}

/** A step of one registration. */
export interface LocalStep {
  readonly kind: 'said' | 'answered' | 'failed';
  readonly event: AnyEventObject;
  readonly to: Local;
  readonly changes: readonly string[];
  readonly announces: readonly string[];
  /** The time after it. */
  readonly at: string;
}

/** What somebody wanted to do, and why it was refused; no code where it changed nothing. */
export interface LocalRefusal {
  readonly act: Act;
  readonly codes: readonly IssueCode[];
}

/** What may be said in a state. */
export interface LocalActs {
  readonly steps: readonly LocalStep[];
  readonly refusals: readonly LocalRefusal[];
}

/** The states of single registrations, each step of each taken once, in whatever world. */
export class Locals {
  private readonly met = new Map<number, Local>();
  private readonly keys: readonly ((snapshot: AnyMachineSnapshot) => string)[];
  private readonly acts = new Map<string, LocalActs>();
  private readonly heard = new Map<string, LocalStep>();

  constructor(
    private readonly machine: AnyStateMachine,
    private readonly known: Known,
  ) {
    this.keys = known.renamings.map(({ as }) => keyOf(3, as, known.texts));
  }

  /** The state a step leads to; the first that was met stands for all of its kind. */
  of(snapshot: AnyMachineSnapshot, call: PortCall | null, saved: Local | null): Local {
    const numbers = this.known.renamings.map(({ as }, rank) => {
      const asked = call === null ? '' : `${call.port} ${canonical(call.input, as)} ${saved?.numbers[rank] ?? ''}`;
      return this.known.numberOf(`local ${this.keys[rank]?.(snapshot)} ${asked}`);
    });
    const [own = -1] = numbers;
    const known = this.met.get(own) ?? { place: pathOf(snapshot.value), snapshot, call, saved, numbers };
    this.met.set(own, known);
    return known;
  }

  /** The acts and deadlines of a registration at rest. What is due happens first. */
  actsIn(from: Local, sayings: readonly Spoken[], registration: number, at: string): LocalActs {
    const name = `${registration} ${from.numbers[0]} ${at}`;
    const met = this.acts.get(name) ?? this.act(from, sayings, at);
    this.acts.set(name, met);
    return met;
  }

  /** The same, asked once and not remembered. */
  act(from: Local, sayings: readonly Spoken[], at: string): LocalActs {
    const { snapshot } = from;
    if (snapshot.status !== 'active') return { steps: [], refusals: [] };
    const due = deadlines(snapshot).map(({ event, at: time, payload }) => ({
      saying: { ...payload, type: event, by: { role: 'system', id: 'session' } } as Spoken,
      at: isReached(at, time) ? at : time,
      isOver: isReached(at, time),
    }));
    const over = due.filter(({ isOver }) => isOver).slice(0, 1);
    const said = sayings.map((saying) => ({ saying, at: saying.at ?? at }));
    const steps: LocalStep[] = [];
    const refusals: LocalRefusal[] = [];
    const { vocabulary } = chartOf(this.machine);
    const take = (moments: readonly { readonly saying: Spoken; readonly at: string }[]) => {
      for (const { saying, at: moment } of moments) {
        const act = { ...saying, at: moment };
        const understood = hear(vocabulary, act);
        const step = 'event' in understood ? this.step(from, understood.event, 'said', moment) : null;
        if (step !== null) steps.push(step);
        else refusals.push(new Refused(act, from.snapshot, understood));
      }
    };
    take(over);
    if (steps.length === 0) take([...said, ...due]);
    return { steps, refusals };
  }

  /** A registration hears the answer to its call; a number names the answer. */
  answered(from: Local, call: PortCall, value: unknown, number: number, at: string): LocalStep {
    return this.hearing(
      `${from.numbers[0]} ${number} ${at}`,
      from,
      answeredEvent(call.id, { at, value }),
      'answered',
      at,
    );
  }

  /** A registration hears that its call failed. */
  failed(from: Local, call: PortCall, at: string): LocalStep {
    return this.hearing(`${from.numbers[0]} failed ${at}`, from, failedEvent(call.id), 'failed', at);
  }

  private hearing(name: string, from: Local, event: AnyEventObject, kind: LocalStep['kind'], at: string): LocalStep {
    const met = this.heard.get(name) ?? this.made(from, transit(this.machine, from.snapshot, event), event, kind, at);
    this.heard.set(name, met);
    return met;
  }

  private step(from: Local, event: AnyEventObject, kind: LocalStep['kind'], at: string): LocalStep | null {
    if (!from.snapshot.can(event)) return null;
    const gone = transit(this.machine, from.snapshot, event);
    const step = this.made(from, gone, event, kind, at);
    const isElsewhere = pathOf(gone.after.value) !== from.place || gone.after.status !== from.snapshot.status;
    return isElsewhere || step.changes.length > 0 || !gone.isQuiet ? step : null;
  }

  private made(from: Local, gone: Transit, event: AnyEventObject, kind: LocalStep['kind'], at: string): LocalStep {
    const { after, announcements } = gone;
    const before = from.snapshot.context;
    const call = callOf(gone);
    return {
      kind,
      event,
      to: this.of(after, call, call === null ? null : (from.saved ?? from)),
      changes: Object.keys(after.context).filter((part) => after.context[part] !== before[part]),
      announces: announcements.map(({ type }) => type),
      at,
    };
  }
}

/** Finds out why only when it is asked: that costs more than the step. */
class Refused implements LocalRefusal {
  constructor(
    readonly act: Act,
    private readonly snapshot: AnyMachineSnapshot,
    private readonly said: Heard,
  ) {}

  get codes(): readonly IssueCode[] {
    const { snapshot, said } = this;
    if ('issues' in said) return said.issues.map(({ code }) => code);
    const explanation = explainHeard(snapshot, chartOf(snapshot.machine), said.event);
    return explanation.allowed ? [] : explanation.issues.map(({ code }) => code);
  }
}

/** The call a step asks for; one is awaited at a time. */
export function callOf({ calls: [call] }: Transit): PortCall | null {
  return call ?? null;
}
