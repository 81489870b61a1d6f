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
  /**
   * Notes a partner; answers the one that was noted first for this company. One that people agree is another company than
   * the partner of its number stands beside that one.
   */
  note(company: CompanyPlace, partner: Partner, differentFrom: string | null): Promise<Partner>;
  find(company: CompanyPlace): Promise<Partner | null>;
}

/** The partners kept in a database. */
export function partnersIn(db: Database): Partners {
  async function read(key: string): Promise<Partner | null> {
    const row = await db.selectFrom('portal_partners').selectAll().where('company', '=', key).executeTakeFirst();
    return row === undefined ? null : { partnerId: row.partner_id, companyName: row.company_name };
  }
  /** Whatever its register: who is told of a partner by mistake says that it is another company. */
  const numberOf = ({ country, registrationNumber }: CompanyPlace) => companyKey({ country, registrationNumber });
  return {
    find: (company) => read(numberOf(company)),
    async note(company, partner, differentFrom) {
      const key = differentFrom === null ? numberOf(company) : `${companyKey(company)} beside ${differentFrom}`;
      await db
        .insertInto('portal_partners')
        .values({ company: key, partner_id: partner.partnerId, company_name: partner.companyName })
        .onConflict((conflict) => conflict.column('company').doNothing())
        .execute();
      return (await read(key)) ?? partner;
    },
  };
}
