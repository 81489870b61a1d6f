import { type User, userSchema } from '../api.js';
import type { Database } from './tables.js';

/** Who is known to the portal. */
export interface Users {
  find(id: string): Promise<User | null>;
  /** Adds somebody; who is there already stays as they are. */
  add(user: User): Promise<void>;
  /** The names of people, by id. */
  names(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** The users kept in a database. */
export function usersIn(db: Database): Users {
  return {
    async find(id) {
      const row = await db.selectFrom('portal_users').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : userSchema.parse({ ...row, partnerId: row.partner_id });
    },
    async add({ id, name, role, partnerId }) {
      await db
        .insertInto('portal_users')
        .values({ id, name, role, partner_id: partnerId })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
    async names(ids) {
      if (ids.length === 0) return new Map();
      const rows = await db
        .selectFrom('portal_users')
        .select(['id', 'name'])
        .where('id', 'in', [...ids])
        .execute();
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
  };
}
