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

/** A database that refuses or closes has spoken, and whoever works with it was told the same. */
const isSilence = (error: unknown): boolean => error instanceof Error && /timeout/i.test(error.message);
