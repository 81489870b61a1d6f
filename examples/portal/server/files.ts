import type * as z from 'zod';
import type { uploadSchema } from '../api.js';
import type { Database } from './tables.js';

/** A file as an event carries it. */
export type Upload = z.infer<typeof uploadSchema>;

/** A file with its bytes and with whose it is. */
export interface KeptFile extends Upload {
  readonly owner: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** The files people have handed in. */
export interface Files {
  /** Keeps a file; one with the same id stays as it is. */
  keep(file: Omit<KeptFile, 'bytes'>): Promise<Upload>;
  find(fileId: string): Promise<KeptFile | null>;
}

/** The files kept in a database. */
export function filesIn(db: Database): Files {
  return {
    async keep({ fileId, owner, name, mediaType, content }) {
      const bytes = content.byteLength;
      await db
        .insertInto('portal_files')
        .values({ id: fileId, owner, name, media_type: mediaType, bytes, content: Buffer.from(content) })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      return { fileId, name, mediaType, bytes };
    },
    async find(fileId) {
      const row = await db.selectFrom('portal_files').selectAll().where('id', '=', fileId).executeTakeFirst();
      if (row === undefined) return null;
      const { owner, name, bytes } = row;
      // One driver gives an ArrayBuffer, the other a Buffer.
      return { fileId, owner, name, mediaType: row.media_type, bytes, content: new Uint8Array(row.content) };
    },
  };
}
