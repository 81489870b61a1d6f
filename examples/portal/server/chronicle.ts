import { history, roles } from 'hcpn-registration';
import * as z from 'zod';
import type { HistoryLine } from '../api.js';
import type { Portal } from './portal.js';

const roleSchema = z.enum(roles);

/** What has happened to a registration, oldest first, with the names of the people. */
export async function chronicleOf({ storage, users }: Portal, key: string): Promise<HistoryLine[]> {
  const entries = [];
  for await (const entry of history(storage, key)) entries.push(entry);
  const names = await users.names([...new Set(entries.flatMap(({ by }) => (by === null ? [] : [by.id])))]);
  return entries.map(({ revision, at, event, by, from, to, issues }) => {
    const { type, ...said } = event;
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
