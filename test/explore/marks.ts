import { createHash } from 'node:crypto';
import { expectations } from './expectations.js';
import type { Ground } from './grounds.js';

/** How large a ground is, and a digest of everything expected on it alone: two grounds of one machine share a page. */
export interface Mark {
  readonly states: number;
  readonly steps: number;
  readonly expectations: string;
}

/** What tells a ground from the same ground of another chart. */
export function markOf(ground: Ground): Mark {
  const { states, edges } = ground.exploration;
  const digest = createHash('sha256')
    .update(expectations([ground]))
    .digest('hex');
  return { states: states.length, steps: edges.length, expectations: digest.slice(0, 16) };
}
