import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** Takes the garbage out at once; of the young generation only, if so asked. */
export const collect: (how?: { readonly type: 'minor' }) => void = runInNewContext('gc');
