import { indexedDbStorage } from 'hcpn-registration/storage/indexed-db';
import { road } from './road.js';

/** Tells the server that this page came from what was seen on the road, kept in the browser. */
road(indexedDbStorage(location.pathname)).then((seen) =>
  fetch(location.pathname, { method: 'POST', body: JSON.stringify(seen) }),
);
