import { type Kysely, sql } from 'kysely';

/** Everything the portal keeps beside the registrations themselves. */
export interface Tables {
  portal_users: { id: string; name: string; role: string; partner_id: string | null };
  /** Whose a registration is, and the command that began it. */
  portal_owners: { key: string; owner: string; site: string; begun_at: string };
  portal_letters: {
    id: string;
    at: string;
    channel: string;
    recipient: string;
    key: string;
    about: string;
    said: string;
  };
  portal_files: { id: string; owner: string; name: string; media_type: string; bytes: number; content: Uint8Array };
  /** Companies that are partners: `country:number:register:partnerId`, each part in its normal form. */
  portal_partners: { company: string; partner_id: string; company_name: string };
  /** HUAWEI IDs that are associated with a partner, and since when. */
  portal_members: { huawei_id: string; partner_id: string; since: string };
  /** What has been done once for all, and rows that are held while something is looked up and written. */
  portal_marks: { name: string };
}

/** The portal's own tables, whichever database they are in. */
export type Database = Kysely<Tables>;

/** Makes the tables where they are missing; harmless to repeat. */
export async function makeTables(db: Database, binary: 'blob' | 'bytea'): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('portal_users')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('partner_id', 'text')
    .execute();
  await schema
    .createTable('portal_owners')
    .ifNotExists()
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('site', 'text', (column) => column.notNull())
    .addColumn('begun_at', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('portal_owners_owner').ifNotExists().on('portal_owners').column('owner').execute();
  await schema
    .createTable('portal_letters')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('recipient', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('said', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('portal_letters_at').ifNotExists().on('portal_letters').column('at').execute();
  await schema
    .createTable('portal_files')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('media_type', 'text', (column) => column.notNull())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addColumn('content', sql.raw(binary), (column) => column.notNull())
    .execute();
  await schema
    .createTable('portal_partners')
    .ifNotExists()
    .addColumn('company', 'text', (column) => column.primaryKey())
    .addColumn('partner_id', 'text', (column) => column.notNull())
    .addColumn('company_name', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('portal_members')
    .ifNotExists()
    .addColumn('huawei_id', 'text', (column) => column.primaryKey())
    .addColumn('partner_id', 'text', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('portal_marks')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .execute();
}
