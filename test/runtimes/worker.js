import { DurableObject } from 'cloudflare:workers';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { sqliteStorage } from 'hcpn-registration/storage/sqlite';
import { road } from './road.js';

/** Keeps registrations in a database of its own. */
export class Registrations extends DurableObject {
  seen() {
    return road(sqliteStorage(this.ctx.storage));
  }
}

const seenOn = {
  memory: () => road(memoryStorage()),
  'Durable Object': ({ REGISTRATIONS: objects }) => objects.get(objects.idFromName('all')).seen(),
};

/** Prints what was seen on the road, as a test of workerd. */
export default {
  async test(_, env) {
    console.log(JSON.stringify(await seenOn[env.STORAGE](env)));
  },
};
