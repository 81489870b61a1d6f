import type { Issue } from 'hcpn-registration';
import type { Act } from '../client.js';

/** What a card can do: say something as itself, and show what was held against it. */
export interface Desk {
  readonly act: (place: string, said: Act) => Promise<boolean>;
  readonly heldAt: (place: string) => readonly Issue[];
}

/** The id of a path's card. */
export const pathPlace = (path: string) => `path-${path}`;

/** The id of a program's card. */
export const programPlace = (program: string) => `program-${program}`;

/**
 * The card a reason is about: the other program where it names one, else the path or the program; of two it names, the one
 * that is not here.
 */
export function placeOf(params: Issue['params'], here = ''): string | null {
  const { other, path, program }: Readonly<Record<string, unknown>> = params;
  const places = [
    ...(typeof other === 'string' ? [programPlace(other)] : []),
    ...(typeof path === 'string' ? [pathPlace(path)] : []),
    ...(typeof program === 'string' ? [programPlace(program)] : []),
  ];
  return places.find((place) => place !== here) ?? null;
}
