import { argv } from 'node:process';
import { road } from './road.js';
import { storageOf } from './storages.js';

/** Prints what was seen on the road. Arguments: where to keep it, and a folder for it. */
const [kind, folder] = argv.slice(2);
road(storageOf(kind, folder)).then((seen) => console.log(JSON.stringify(seen)));
