import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The one secret of a data folder, made by whoever comes first; passwords and lease proofs derive from it. */
export async function readSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secret');
  const present = await readIfPresent(path);
  if (present) return present;
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(fresh, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(fresh, path);
    await rm(fresh);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') await rm(fresh);
    else await rename(fresh, path);
  }
  return (await readFile(path, 'utf8')).trim();
}

export function derive(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('hex');
}

export function proves(proof: unknown, secret: string, purpose: string): boolean {
  const expected = Buffer.from(derive(secret, purpose));
  const given = Buffer.from(String(proof));
  return given.length === expected.length && timingSafeEqual(given, expected);
}
