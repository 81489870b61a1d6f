import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import type { PortalEnv } from './env.js';
import { derived, type Settings } from './settings.js';

const name = 'portal';
const days = 30;

/** Who a request says it comes from, if the cookie is ours, unaltered and not too old. */
export async function signedInAs(c: Context<PortalEnv>, settings: Settings): Promise<string | null> {
  const value = await getSignedCookie(c, derived(settings, 'cookies'), name);
  if (typeof value !== 'string') return null;
  const [id = '', end] = value.split('|');
  return Number(end) > Date.now() ? id : null;
}

/** Signs somebody in. */
export async function signIn(c: Context<PortalEnv>, settings: Settings, id: string): Promise<void> {
  const maxAge = days * 24 * 60 * 60;
  const value = `${id}|${Date.now() + maxAge * 1000}`;
  await setSignedCookie(c, name, value, derived(settings, 'cookies'), { ...attributes(c), maxAge });
}

/** Signs out. */
export function signOut(c: Context<PortalEnv>): void {
  deleteCookie(c, name, attributes(c));
}

/** Only a page on this very computer may be without TLS. */
function attributes(c: Context<PortalEnv>) {
  const { protocol, hostname } = new URL(c.req.url);
  const isLocal = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return { path: '/', httpOnly: true, sameSite: 'Lax', secure: !isLocal } as const;
}
