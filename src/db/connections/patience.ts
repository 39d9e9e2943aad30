import { setTimeout as pause } from 'node:timers/promises';

const NOT_YET = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', '57P03']);

function isNotYet(error: unknown): boolean {
  return error instanceof Error && 'code' in error && NOT_YET.has(String(error.code));
}

/** Repeats an attempt to connect for as long as the database is starting; nothing has been sent, so it is safe. */
export async function whileStarting<T>(attempt: () => Promise<T>, patienceMs: number): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (let delay = 25; ; delay = Math.min(delay * 2, 500)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isNotYet(error) || Date.now() + delay > deadline) throw error;
      await pause(delay);
    }
  }
}
