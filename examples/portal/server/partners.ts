import { type CompanyNumber, companyKey, companyNumberKey, isSameCompany } from 'hcpn-registration';
import type { Database } from './tables.js';

/** A company that is a partner. */
export interface Partner {
  readonly partnerId: string;
  readonly companyName: string;
}

/** The companies that are partners. */
export interface Partners {
  /**
   * Notes a partner, unless the company is one already; answers the one that is. This is the last gate: of two
   * registrations of one company at the same moment, in two processes too, both read the same answer. `stands` says of a
   * partner of that number whether it keeps this one out: not one of which the applicant says that it is another company.
   */
  note(company: CompanyNumber, partner: Partner, stands?: (noted: Partner) => boolean): Promise<Partner>;
  find(company: CompanyNumber): Promise<Partner | null>;
}

/** The partners kept in a database. */
export function partnersIn(database: Database): Partners {
  return {
    async find(company) {
      const [first = null] = await allOf(database, company);
      return first;
    },
    note: (company, partner, stands = () => true) =>
      database.transaction().execute(async (db) => {
        await holdNumber(db, company);
        const noted = await allOf(db, company);
        const isAgain = noted.some(({ partnerId }) => partnerId === partner.partnerId);
        const other = noted.find(stands);
        if (isAgain) return partner;
        if (other !== undefined) return other;
        await insert(db, company, partner);
        return partner;
      }),
  };
}

/**
 * One at a time for each number. A register that one of two companies leaves out may be any, which no unique column can
 * say; so whoever looks and then writes holds the row of the number until both are done. That write comes first: by it
 * SQLite locks the database, and PostgreSQL the row.
 */
async function holdNumber(db: Database, company: CompanyNumber): Promise<void> {
  await db
    .insertInto('portal_marks')
    .values({ name: `company ${companyNumberKey(company)}` })
    .onConflict((conflict) => conflict.column('name').doUpdateSet((row) => ({ name: row.ref('excluded.name') })))
    .execute();
}

/** The partners that are this company, as far as number and register tell. */
async function allOf(db: Database, company: CompanyNumber): Promise<Partner[]> {
  const number = companyNumberKey(company);
  const rows = await db
    .selectFrom('portal_partners')
    .selectAll()
    .where((where) => where.or([where('company', '=', number), where('company', 'like', `${number}:%`)]))
    .orderBy('company')
    .execute();
  const [country = '', registrationNumber = ''] = number.split(':');
  return rows
    .filter((row) => {
      const [, , register] = row.company.split(':');
      return isSameCompany(company, { country, registrationNumber, register });
    })
    .map((row) => ({ partnerId: row.partner_id, companyName: row.company_name }));
}

async function insert(db: Database, company: CompanyNumber, partner: Partner): Promise<void> {
  await db
    .insertInto('portal_partners')
    .values({
      company: `${companyNumberKey(company)}:${registerOf(company)}:${partner.partnerId}`,
      partner_id: partner.partnerId,
      company_name: partner.companyName,
    })
    .execute();
}

/** The register in its normal form, or nothing. */
function registerOf(company: CompanyNumber): string {
  return companyKey(company).split(':')[2] ?? '';
}
