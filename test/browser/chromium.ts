import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    chromium: { readonly path: string; readonly env: Readonly<Record<string, string>> };
  }
}

const PACKED = join(import.meta.dirname, '..', '..', 'node_modules', '@sparticuz', 'chromium', 'bin');

/** Unpacks the browser of the npm package once, into a folder of this user: what another user unpacked may not be run. */
export default async function setup(project: TestProject): Promise<void> {
  const folder = join(tmpdir(), `anlan-chromium-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  process.env.TMPDIR = folder;
  const { default: chromium, inflate } = await import('@sparticuz/chromium');
  const path = await chromium.executablePath();
  const env: Record<string, string> = {};
  if (spawnSync('ldd', [path], { encoding: 'utf8' }).stdout?.includes('not found')) {
    await inflate(join(PACKED, 'al2023.tar.br'));
    env.LD_LIBRARY_PATH = join(folder, 'al2023', 'lib');
  }
  if (!existsSync('/etc/fonts')) env.FONTCONFIG_PATH = join(folder, 'fonts');
  process.env.TMPDIR = join(folder, '..');
  project.provide('chromium', { path, env });
}
