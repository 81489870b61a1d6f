import { memoryStorage } from 'hcpn-registration/storage/memory';
import { road } from './road.js';

/** What was seen on the road, left where whoever runs this file finds it. */
globalThis.seen = road(memoryStorage());
