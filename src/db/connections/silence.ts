import pg from 'pg';

const BEAT_MS = 5000;
const SILENCE_MS = 20_000;

/**
 * Notices a database that says nothing any more: where packets vanish, a waiting connection is never told. Asks over a
 * connection of its own, opened only when the work lasts.
 * @returns ends the watch
 */
export function watchForSilence({ options }: pg.Pool, onSilence: () => void): () => void {
  const watcher = new pg.Client({
    connectionString: options.connectionString,
    application_name: 'anlan heartbeat',
    connectionTimeoutMillis: SILENCE_MS,
    query_timeout: SILENCE_MS,
  });
  watcher.on('error', () => {});
  let connected = false;
  let timer: NodeJS.Timeout | undefined;

  async function beat(): Promise<void> {
    try {
      if (!connected) await watcher.connect();
      connected = true;
      await watcher.query('/* db.heartbeat */ select 1');
    } catch (error) {
      stop();
      if (isSilence(error)) onSilence();
      return;
    }
    if (timer !== undefined) timer = later();
  }

  const later = () => setTimeout(() => void beat(), BEAT_MS).unref();

  function stop(): void {
    clearTimeout(timer);
    timer = undefined;
    watcher.connection.stream.destroy();
  }

  timer = later();
  return stop;
}

/** Ends a connection without a word to the other side. */
export function cut(client: pg.ClientBase): void {
  if (client instanceof pg.Client) client.connection.stream.destroy();
}

/**
 * The same for all that a pool is used for, from now on: its connections are cut, and whoever waits for an answer is told.
 * @returns ends the watch
 */
export function cutWhenSilent(pool: pg.Pool): () => void {
  const used = new Set<pg.PoolClient>();
  const use = (client: pg.PoolClient): void => void used.add(client);
  const lose = (client: pg.PoolClient): void => void used.delete(client);
  pool.on('acquire', use).on('remove', lose);
  const unwatch = watchForSilence(pool, () => used.forEach(cut));
  return () => {
    unwatch();
    pool.off('acquire', use).off('remove', lose);
  };
}

/** A database that refuses or closes has spoken, and whoever works with it was told the same. */
const isSilence = (error: unknown): boolean => error instanceof Error && /timeout/i.test(error.message);
