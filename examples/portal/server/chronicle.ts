import { history, roles } from 'hcpn-registration';
import * as z from 'zod';
import type { HistoryLine } from '../api.js';
import type { Portal } from './portal.js';

const roleSchema = z.enum(roles);

/** To whom a registration was handed over by an event, if it was. */
function heirOf({ type, to }: { readonly type: string; readonly to?: unknown }): readonly string[] {
  return type === 'registration.handOver' && typeof to === 'string' ? [to] : [];
}

/** What has happened to a registration, oldest first, with the names of the people. */
export async function chronicleOf({ storage, users }: Portal, key: string): Promise<HistoryLine[]> {
  const entries = [];
  for await (const entry of history(storage, key)) entries.push(entry);
  const ids = entries.flatMap(({ by, event }) => [...(by === null ? [] : [by.id]), ...heirOf(event)]);
  const names = await users.names([...new Set(ids)]);
  return entries.map(({ revision, at, event, by, from, to, issues }) => {
    const { type, ...given } = event;
    const [heir] = heirOf(event);
    const said = heir === undefined ? given : { ...given, to: names.get(heir) ?? heir };
    return {
      revision,
      at,
      what: type,
      by: by === null ? null : { role: roleSchema.parse(by.role), id: by.id, name: names.get(by.id) ?? by.id },
      from,
      to,
      said,
      issues: [...issues],
    };
  });
}
