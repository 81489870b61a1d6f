import type { Page, Summary } from 'hcpn-registration';
import type * as z from 'zod';
import type { deskQuerySchema, pageSchema, Row, User } from '../api.js';
import { type Kept, readKept } from './kept.js';
import { registrationsOf } from './partnerDesk.js';
import type { Portal } from './portal.js';
import { rowFor } from './rows.js';

const rowsAPage = 50;
const mostPagesRead = 20;

type ListPage = z.infer<typeof pageSchema>;

/** Somebody's own registrations, or those of a partner for its administrator. All of them are at the review desk only. */
export async function listFor(portal: Portal, user: User): Promise<ListPage> {
  const kept = user.partnerId === null ? await ownOf(portal, user.id) : await registrationsOf(portal, user.partnerId);
  return { rows: await rowsOf(portal, user, kept), next: null };
}

/** One page of the review desk. */
export async function deskPage(
  portal: Portal,
  user: User,
  { state, company, olderThanHours = 0, cursor }: z.infer<typeof deskQuerySchema>,
): Promise<ListPage> {
  const isKey = company?.includes(':') ?? false;
  const changedBy = new Date(Date.parse(portal.clock()) - olderThanHours * 3_600_000).toISOString();
  const query = { state, company: isKey ? company : undefined };
  const words = isKey ? '' : (company ?? '').toLowerCase();
  const rows: Row[] = [];
  let next = cursor;
  for (let pages = 0; pages < mostPagesRead; pages += 1) {
    const page = await portal.storage.find({ ...query, limit: rowsAPage - rows.length, cursor: next });
    const found = await rowsOf(portal, user, await keptOf(portal, page, changedBy));
    rows.push(...found.filter(({ companyName }) => words === '' || companyName?.toLowerCase().includes(words)));
    if (page.next === null || rows.length >= rowsAPage) return { rows, next: page.next };
    next = page.next;
  }
  return { rows, next: next ?? null };
}

async function keptOf(portal: Portal, page: Page<Summary>, changedBy: string): Promise<Kept[]> {
  return all(
    portal,
    page.rows.filter(({ at }) => at <= changedBy).map(({ key }) => key),
  );
}

async function ownOf(portal: Portal, id: string): Promise<Kept[]> {
  return all(portal, await portal.owners.keysOf(id));
}

async function all(portal: Portal, keys: readonly string[]): Promise<Kept[]> {
  const kept = await Promise.all(keys.map((key) => readKept(portal, key)));
  return kept.filter((each) => each !== null);
}

async function rowsOf({ users }: Portal, user: User, registrations: readonly Kept[]): Promise<Row[]> {
  const names = await users.names([...new Set(registrations.map(({ owner }) => owner))]);
  return registrations.map((kept) => rowFor(user, kept, names.get(kept.owner) ?? ''));
}
