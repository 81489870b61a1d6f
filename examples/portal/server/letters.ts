import * as z from 'zod';
import { type Letter, letterSchema } from '../api.js';
import type { Database } from './tables.js';

const mostLetters = 200;

/** The e-mails and messages a real host would send. */
export interface Letters {
  /** Writes a letter; one with the same id is the same letter, and is written once. */
  write(letter: Letter): Promise<void>;
  /** The latest, newest first. */
  latest(): Promise<Letter[]>;
}

/** The letters kept in a database. */
export function lettersIn(db: Database): Letters {
  return {
    async write({ id, at, channel, to, key, about, values }) {
      await db
        .insertInto('portal_letters')
        .values({ id, at, channel, recipient: to, key, about, said: JSON.stringify(values) })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
    async latest() {
      const rows = await db
        .selectFrom('portal_letters')
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(mostLetters)
        .execute();
      return z
        .array(letterSchema)
        .parse(rows.map((row) => ({ ...row, to: row.recipient, values: JSON.parse(row.said) })));
    },
  };
}
