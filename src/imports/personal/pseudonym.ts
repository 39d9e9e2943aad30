import { createHmac } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { normaliseText } from '../../kernel/chinese.ts';

/** The same name in the same region gives the same word, from which the name cannot be found without the secret. */
export type Pseudonym = (name: string, region: string) => string;

const LENGTH = 12;

export async function loadPseudonym(db: Kysely<Database>): Promise<Pseudonym> {
  const { rows } = await sql<{ value: string }>`
    /* imports.pseudonym_secret */ select value from secrets where name = 'pseudonym'`.execute(db);
  const secret = rows[0]?.value ?? '';
  return (name, region) => {
    const word = `${region}\u0001${normaliseText(name).replaceAll(' ', '')}`;
    return `户-${createHmac('sha256', secret).update(word).digest('hex').slice(0, LENGTH)}`;
  };
}
