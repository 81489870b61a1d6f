import type { Site } from 'hcpn-registration';
import type { Database } from './tables.js';

/** Whose registrations are. */
export interface Owners {
  /** Notes who begins a registration; answers what was noted first. */
  note(key: string, owner: string, site: Site, at: string): Promise<{ readonly owner: string; readonly site: string }>;
  /** Notes whose a registration is once it was handed over. */
  pass(key: string, owner: string): Promise<void>;
  ownerOf(key: string): Promise<string | null>;
  /** Owners by key. */
  ownersOf(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The registrations of somebody, latest first. */
  keysOf(owner: string): Promise<readonly string[]>;
}

/** The owners kept in a database. */
export function ownersIn(db: Database): Owners {
  return {
    async note(key, owner, site, at) {
      await db
        .insertInto('portal_owners')
        .values({ key, owner, site, begun_at: at })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
      return db.selectFrom('portal_owners').select(['owner', 'site']).where('key', '=', key).executeTakeFirstOrThrow();
    },
    async pass(key, owner) {
      await db.updateTable('portal_owners').set({ owner }).where('key', '=', key).execute();
    },
    async ownerOf(key) {
      const row = await db.selectFrom('portal_owners').select('owner').where('key', '=', key).executeTakeFirst();
      return row?.owner ?? null;
    },
    async ownersOf(keys) {
      if (keys.length === 0) return new Map();
      const rows = await db
        .selectFrom('portal_owners')
        .select(['key', 'owner'])
        .where('key', 'in', [...keys])
        .execute();
      return new Map(rows.map(({ key, owner }) => [key, owner]));
    },
    async keysOf(owner) {
      const rows = await db
        .selectFrom('portal_owners')
        .select('key')
        .where('owner', '=', owner)
        .orderBy('begun_at', 'desc')
        .orderBy('key')
        .execute();
      return rows.map(({ key }) => key);
    },
  };
}
