import { inspectionSite } from './site.js';

/** The port to listen on; with 0, or if it is taken, any free one. */
const port = Number(process.argv[2] ?? 4747);

const site = await inspectionSite(port);
console.log(`A registration and its inspector: ${site.url}`);
console.log(`The same in Stately's own viewer, which needs the network: ${site.url}?viewer=stately`);
console.log('Stop it with Ctrl-C.');
