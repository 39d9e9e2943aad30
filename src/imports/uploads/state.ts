import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { Progress } from '../request.ts';
import { keptId } from './cipher.ts';

/** How far the import of an upload is. */
export interface UploadState {
  readonly name: string;
  readonly phase: 'received' | 'reading' | 'waiting' | 'writing' | 'done' | 'refused';
  readonly rowsRead: number;
  readonly outcome: 'committed' | 'rehearsed' | 'unchanged' | 'refused' | null;
  /** The data version that came of it. */
  readonly version: number | null;
  /** How often an import of it began. */
  readonly runs: number;
}

export const isOver = ({ phase }: UploadState): boolean => phase === 'done' || phase === 'refused';

/** @throws AnlanError NOT_FOUND unless the key was given that upload within the hour */
export async function uploadState(db: Kysely<Database>, keyId: string, id: string): Promise<UploadState> {
  const { rows } = await sql<UploadState>`/* imports.upload_state */
    select name, phase, rows_read, outcome, version, runs from uploads
    where id = ${keptId(id)} and key_id = ${keyId} and expires_at > now()`.execute(db);
  const [found] = rows;
  if (found !== undefined) return found;
  throw new AnlanError('NOT_FOUND', 'expected the id of an upload of this key, not older than an hour');
}

const EVERY_MS = 500;

/** Notes how far an import is, so that any server process can tell it. */
export function createProgressNotes(db: Kysely<Database>, id: string) {
  let told = 0;
  let last: Promise<unknown> = Promise.resolve();
  const note = (phase: UploadState['phase'], rows: number | null): void => {
    // A note that fails is made up for by the next one.
    last = last
      .then(() =>
        sql`/* imports.upload_progress */
        update uploads set phase = ${phase}, rows_read = coalesce(${rows}::int, rows_read) where id = ${keptId(id)}`.execute(
          db,
        ),
      )
      .catch(() => {});
  };
  return {
    begin: () =>
      sql`/* imports.upload_begins */
        update uploads set phase = 'reading', rows_read = 0, outcome = null, version = null, runs = runs + 1
        where id = ${keptId(id)}`.execute(db),
    tell(progress: Progress): void {
      if (progress.phase !== 'reading') note(progress.phase, null);
      else if (Date.now() - told >= EVERY_MS) {
        told = Date.now();
        note('reading', progress.rows);
      }
    },
    async end(outcome: UploadState['outcome'], rows: number | null, version: number | null): Promise<void> {
      await last;
      const phase = outcome === 'refused' || outcome === null ? 'refused' : 'done';
      await sql`/* imports.upload_ends */
        update uploads set phase = ${phase}, outcome = ${outcome}, version = ${version}::int,
          rows_read = coalesce(${rows}::int, rows_read)
        where id = ${keptId(id)}`.execute(db);
    },
  };
}
