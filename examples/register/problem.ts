/** Something the person at the keyboard can put right; its message is all they need to see. */
export class Problem extends Error {
  override readonly name = 'Problem';
}

/** The person wants to stop here; everything is saved. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}
