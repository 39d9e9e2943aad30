import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, lchown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AnlanError } from '../../kernel/errors.ts';
import type { Account } from './account.ts';
import { type Binaries, program, SURROUNDINGS } from './binaries.ts';
import { SUPERUSER } from './role.ts';

/** An unprivileged account may be unable to walk to the folder; its own working directory it always reaches. */
export function dataFolderFor(folder: string, account: Account | undefined): string {
  return account && process.platform === 'linux' ? '/proc/self/cwd' : folder;
}

interface Birth {
  readonly dataDir: string;
  readonly folder: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly password: string;
  readonly throwaway: boolean;
}

async function initialise({ dataDir, folder, binaries, account, password, throwaway }: Birth): Promise<void> {
  const passwordFile = join(dataDir, 'initdb-password');
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  if (account) await chown(passwordFile, account.uid, account.gid);
  const input = await open(passwordFile, 'r');
  try {
    const options = [
      `--pgdata=${dataFolderFor(folder, account)}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${process.platform === 'linux' ? '/dev/stdin' : passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(throwaway ? ['--no-sync'] : []),
    ];
    const initdb = spawn(program(binaries, 'initdb'), options, {
      cwd: folder,
      env: SURROUNDINGS,
      stdio: [input.fd, 'inherit', 'inherit'],
      ...account,
    });
    const [code] = await once(initdb, 'exit');
    if (code !== 0) {
      throw new AnlanError(
        'DATABASE_UNAVAILABLE',
        `initdb failed with code ${code}; see ${join(dataDir, 'logs', 'postgres.log')}.`,
      );
    }
  } finally {
    await input.close();
    await rm(passwordFile, { force: true });
  }
}

/** Data that root copied or restored belongs to root; PostgreSQL wants to own what it opens. */
async function handOver(folder: string, account: Account): Promise<void> {
  const { uid } = await stat(folder);
  if (uid === account.uid) return;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
  await chmod(folder, 0o700);
  await chown(folder, account.uid, account.gid);
}

async function versionOf(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => undefined);
  return text?.trim();
}

/** Creates the data folder of PostgreSQL unless it is there; a killed initdb leaves nothing that looks whole. */
export async function ensureCluster(birth: Birth, onProgress: (text: string) => void): Promise<void> {
  const { folder, binaries, account } = birth;
  const version = await versionOf(folder);
  if (version === binaries.major) {
    if (account) await handOver(folder, account);
    return;
  }
  if (version) {
    throw new AnlanError(
      'DATABASE_UNAVAILABLE',
      `${folder} was written by PostgreSQL ${version}, but the embedded one is ${binaries.major}: dump it with PostgreSQL ${version} and move the folder away, or set DATABASE_URL.`,
    );
  }
  if (await stat(folder).catch(() => undefined)) {
    throw new AnlanError('DATABASE_UNAVAILABLE', `${folder} exists but holds no PostgreSQL data: move it away.`);
  }
  onProgress('creating the database folder');
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  if (account) await chown(unfinished, account.uid, account.gid);
  await initialise({ ...birth, folder: unfinished });
  await rename(unfinished, folder);
}
