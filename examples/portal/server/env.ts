import type { HttpBindings } from '@hono/node-server';
import type { RequestIdVariables } from 'hono/request-id';
import type { SecureHeadersVariables } from 'hono/secure-headers';
import type { User } from '../api.js';

/** What goes along with a request. */
export interface PortalEnv {
  Bindings: HttpBindings;
  Variables: RequestIdVariables &
    SecureHeadersVariables & {
      /** Who is signed in. */
      user: User | null;
      /** The code of a fault of the server, for the log. */
      failure: string | undefined;
    };
}
