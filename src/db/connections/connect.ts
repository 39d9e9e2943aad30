import { AnlanError } from '../../kernel/errors.ts';
import { joinEmbedded } from '../embedded/join.ts';
import type { Log } from '../log.ts';
import { whileStarting } from './patience.ts';
import { createDatabase, type DatabaseOptions, type OpenDatabase } from './pool.ts';

export interface ConnectedDatabase extends OpenDatabase {
  readonly url: string;
}

interface ConnectConfig {
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
}

type ConnectOptions = Pick<
  DatabaseOptions,
  'max' | 'min' | 'statementTimeoutMs' | 'waitMs' | 'patienceMs' | 'onStatement'
> & {
  readonly onProgress?: ((text: string) => void) | undefined;
};

const PATIENCE_MS = 15_000;

async function requireAnswer({ pool }: OpenDatabase, url: string): Promise<void> {
  try {
    const client = await whileStarting(() => pool.connect(), PATIENCE_MS);
    client.release();
  } catch (error) {
    const { host, pathname } = new URL(url);
    const causes = error instanceof AggregateError ? error.errors : [error];
    const reason = causes.map((cause) => (cause instanceof Error ? cause.message : String(cause))).join('; ');
    throw new AnlanError('DATABASE_UNAVAILABLE', `${host}${pathname} cannot be used: ${reason}`, {}, error);
  }
}

/** Opens DATABASE_URL, or joins the embedded PostgreSQL of the data folder; closing leaves it again. */
export async function connectDatabase(
  { databaseUrl, dataDir }: ConnectConfig,
  log?: Log,
  { onProgress, ...options }: ConnectOptions = {},
): Promise<ConnectedDatabase> {
  const embedded = databaseUrl ? undefined : await joinEmbedded({ dataDir, log, onProgress });
  const url = databaseUrl ?? embedded?.url ?? '';
  const database = createDatabase({ ...options, url, log });
  async function close() {
    await database.close();
    await embedded?.leave();
  }
  try {
    await requireAnswer(database, url);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...database, url, close };
}
