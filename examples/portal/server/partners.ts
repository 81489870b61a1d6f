import { companyKey } from 'hcpn-registration';
import type { Database } from './tables.js';

/** A company that is a partner. */
export interface Partner {
  readonly partnerId: string;
  readonly companyName: string;
}

/** What tells one company from another. */
export type CompanyPlace = Parameters<typeof companyKey>[0];

/** The companies that are partners. */
export interface Partners {
  /** Notes a partner; answers the one that was noted first for this company. */
  note(company: CompanyPlace, partner: Partner): Promise<Partner>;
  find(company: CompanyPlace): Promise<Partner | null>;
}

/** The partners kept in a database. */
export function partnersIn(db: Database): Partners {
  async function find(company: CompanyPlace): Promise<Partner | null> {
    const row = await db
      .selectFrom('portal_partners')
      .selectAll()
      .where('company', '=', companyKey(company))
      .executeTakeFirst();
    return row === undefined ? null : { partnerId: row.partner_id, companyName: row.company_name };
  }
  return {
    find,
    async note(company, partner) {
      await db
        .insertInto('portal_partners')
        .values({ company: companyKey(company), partner_id: partner.partnerId, company_name: partner.companyName })
        .onConflict((conflict) => conflict.column('company').doNothing())
        .execute();
      return (await find(company)) ?? partner;
    },
  };
}
