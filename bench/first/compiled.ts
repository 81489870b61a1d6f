import 'zod/compile';

/** The same with every schema compiled when it is first used. */
export { carry } from './ours.js';
