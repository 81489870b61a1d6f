/** A clock that stands still until it is moved. */
export class Clock {
  constructor(private time = '2026-11-22T10:00:00.000Z') {}

  /** The time now, ISO 8601 UTC. */
  get now(): string {
    return this.time;
  }

  /** Sets the clock to a time, later or earlier. */
  set(at: string): void {
    this.time = new Date(at).toISOString();
  }

  /** Moves the clock on; a negative span moves it back. */
  pass(span: Span): void {
    this.time = shift(this.time, span);
  }
}

/** A length of time; the parts add up. */
export interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly ms?: number;
}

/** The time a span later. */
export function shift(at: string, { days = 0, hours = 0, minutes = 0, seconds = 0, ms = 0 }: Span): string {
  const inSeconds = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  return new Date(Date.parse(at) + inSeconds * 1000 + ms).toISOString();
}
