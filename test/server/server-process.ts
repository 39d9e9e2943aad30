import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inject } from 'vitest';
import { databaseUrl } from '../postgres.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PATIENCE_MS = 60_000;

/** The server as `npm start` runs it, without demo, at a free port. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** Without a path. */
  readonly url: string;
  /** What it wrote to standard error. */
  err(): string;
  readonly ended: Promise<{ readonly code: number | null; readonly err: string }>;
}

/** Where the tests run beside a replica, servers read from it. */
function replicaOf(url: string | undefined): Readonly<Record<string, string>> {
  const { replica } = inject('postgres');
  if (replica === undefined || url === undefined) return {};
  return { DATABASE_REPLICA_URL: databaseUrl(replica, new URL(url).pathname.slice(1)) };
}

/** @param env DATABASE_URL and DATA_DIR at least */
export async function startServer(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, DEMO: '0', PORT: '0', ...replicaOf(env.DATABASE_URL), ...env },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, err }));
  for (const deadline = Date.now() + PATIENCE_MS; !out.includes('npm run keys'); await pause(20)) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the server did not start: ${err}`);
  }
  const [url = ''] = /http:\/\/[^\s/]+/.exec(out) ?? [];
  return { child, url, err: () => err, ended };
}
