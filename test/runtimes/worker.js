import { memoryStorage } from 'hcpn-registration/storage/memory';
import { road } from './road.js';

/** Prints what was seen on the road, as a test of workerd. */
export default {
  async test() {
    console.log(JSON.stringify(await road(memoryStorage())));
  },
};
