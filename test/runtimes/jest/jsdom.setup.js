import { TextEncoder } from 'node:util';

/** The one global that jsdom has not got and the package needs. */
globalThis.TextEncoder = TextEncoder;
