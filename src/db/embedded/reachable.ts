import { chmod, cp, lstat, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AnlanError } from '../../kernel/errors.ts';
import type { Account } from './account.ts';
import { type Binaries, obstacle, shippedBinaries } from './binaries.ts';

export interface ReachableBinaries extends Binaries {
  /** Removes what was copied for this run only. */
  dispose(): Promise<void>;
}

const CACHE = '/var/cache/anlan';
const STALE_COPY_MS = 10 * 60_000;
const UNNEEDED = /\.a$|[\\/]pkgconfig$|[\\/]include$/;

async function isOursAlone(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

async function copyReadable(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, verbatimSymlinks: true, filter: (source) => !UNNEEDED.test(source) });
  await chmod(to, 0o755);
  for (const entry of await readdir(to, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await lstat(path);
    await chmod(path, entry.isDirectory() || mode & 0o100 ? 0o755 : 0o644);
  }
}

async function removeUnfinished(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!name.includes('.unfinished-')) continue;
    const { mtimeMs } = await lstat(join(cache, name));
    if (Date.now() - mtimeMs > STALE_COPY_MS) await rm(join(cache, name), { recursive: true, force: true });
  }
}

/** A copy is made beside its place and renamed, so that a killed copy is never taken for a whole one. */
async function cachedCopy(
  shipped: Binaries,
  cache: string,
  onProgress: (text: string) => void,
): Promise<string | undefined> {
  const root = join(cache, `postgres-${shipped.version}`);
  try {
    await mkdir(cache, { recursive: true, mode: 0o755 });
    if (!(await isOursAlone(cache))) return undefined;
    await chmod(cache, 0o755);
    if (await isOursAlone(root)) return root;
    await removeUnfinished(cache);
    onProgress(`copying PostgreSQL to ${cache}`);
    const unfinished = await mkdtemp(`${root}.unfinished-`);
    await copyReadable(shipped.root, unfinished);
    await rename(unfinished, root).catch(() => rm(unfinished, { recursive: true, force: true }));
    return (await isOursAlone(root)) ? root : undefined;
  } catch {
    return undefined;
  }
}

async function fleetingCopy(shipped: Binaries): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'anlan-postgres-'));
  await copyReadable(shipped.root, root);
  return root;
}

/** The binaries at a place where the account can run them: as installed, else copied once, else for this run. */
export async function reachableBinaries(
  account: Account | undefined,
  onProgress: (text: string) => void,
  { installed, cache = CACHE }: { readonly installed?: Binaries; readonly cache?: string } = {},
): Promise<ReachableBinaries> {
  const shipped = installed ?? (await shippedBinaries());
  const stays = { dispose: async () => undefined };
  const reason = await obstacle(shipped, account);
  if (!reason) return { ...shipped, ...stays };
  if (!account) {
    throw new AnlanError(
      'DATABASE_UNAVAILABLE',
      `The embedded PostgreSQL does not run here (${reason}): set DATABASE_URL.`,
    );
  }

  const root = await cachedCopy(shipped, cache, onProgress);
  if (root && !(await obstacle({ ...shipped, root }, account))) return { ...shipped, root, ...stays };

  onProgress('copying PostgreSQL for this run');
  const fleeting = await fleetingCopy(shipped);
  const dispose = () => rm(fleeting, { recursive: true, force: true });
  const rest = await obstacle({ ...shipped, root: fleeting }, account);
  if (!rest) return { ...shipped, root: fleeting, dispose };
  await dispose();
  throw new AnlanError(
    'DATABASE_UNAVAILABLE',
    `PostgreSQL must not run as root, and uid ${account.uid} cannot run it here (${rest}): start as another user, or set DATABASE_URL.`,
  );
}
