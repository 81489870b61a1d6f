import type { Database } from './tables.js';

/** The people associated with partners: of all partners, with one each. */
export interface Members {
  /** Associates a HUAWEI ID with a partner; answers the partner it is associated with, which was the quickest. */
  join(huaweiId: string, partnerId: string, at: string): Promise<string>;
  /** Ends the association as it stood at a time; a newer one stays. */
  leave(huaweiId: string, partnerId: string, at: string): Promise<void>;
  partnerOf(huaweiId: string): Promise<string | null>;
}

/** The members kept in a database; its primary key lets one of two partners win, whichever servers they are on. */
export function membersIn(db: Database): Members {
  async function partnerOf(huaweiId: string): Promise<string | null> {
    const row = await db
      .selectFrom('portal_members')
      .select('partner_id')
      .where('huawei_id', '=', huaweiId)
      .executeTakeFirst();
    return row?.partner_id ?? null;
  }
  return {
    partnerOf,
    async join(huaweiId, partnerId, at) {
      await db
        .insertInto('portal_members')
        .values({ huawei_id: huaweiId, partner_id: partnerId, since: at })
        .onConflict((conflict) => conflict.column('huawei_id').doNothing())
        .execute();
      return (await partnerOf(huaweiId)) ?? partnerId;
    },
    async leave(huaweiId, partnerId, at) {
      await db
        .deleteFrom('portal_members')
        .where('huawei_id', '=', huaweiId)
        .where('partner_id', '=', partnerId)
        .where('since', '<=', at)
        .execute();
    },
  };
}
