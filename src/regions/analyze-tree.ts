import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { isSpread } from '../db/distribute.ts';

/** So that what follows in the same transaction is planned for the new tree. A Citus does it by itself, afterwards. */
export async function analyzeTree(trx: Kysely<Database>): Promise<void> {
  if (await isSpread(trx)) return;
  await sql`/* regions.analyze */ analyze regions, region_versions`.execute(trx);
}
