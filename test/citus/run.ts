import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createNodes } from './nodes.ts';

/** The folder of programs of a PostgreSQL that has Citus, or why there is none. */
function findPrograms(): { readonly programs: string } | { readonly missing: string } {
  const config = process.env.CITUS_POSTGRES === undefined ? 'pg_config' : join(process.env.CITUS_POSTGRES, 'pg_config');
  const ask = (what: string) => execFileSync(config, [what], { encoding: 'utf8' }).trim();
  try {
    const programs = process.env.CITUS_POSTGRES ?? ask('--bindir');
    if (!existsSync(join(programs, 'initdb'))) return { missing: `${programs} has no initdb` };
    if (existsSync(join(ask('--sharedir'), 'extension', 'citus.control'))) return { programs };
    return { missing: `the PostgreSQL of ${programs} has no extension citus` };
  } catch {
    return { missing: `there is no ${config}` };
  }
}

/** One statement here is several there, on three servers beside each other. */
const PATIENCE_MS = 240_000;

/** Runs the database tests against a Citus of three nodes on this machine, or against that of CITUS_URL. */
async function run(): Promise<number> {
  const tests = (url: string) => runTests({ ...process.env, CITUS_URL: url });
  if (process.env.CITUS_URL !== undefined) return tests(process.env.CITUS_URL);
  const found = findPrograms();
  if ('missing' in found) {
    console.error(
      `${found.missing}: CITUS_POSTGRES names the folder of programs of a PostgreSQL 15 or newer with Citus 13 ` +
        '(initdb, pg_ctl, pg_config), or CITUS_URL a coordinator whose workers are joined',
    );
    return 2;
  }
  const nodes = await createNodes(found.programs);
  const stop = () => void nodes.remove().finally(() => process.exit(1));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    console.error(`three nodes, coordinator at ${nodes.url}`);
    return await tests(nodes.url);
  } finally {
    await nodes.remove();
  }
}

async function runTests(env: NodeJS.ProcessEnv): Promise<number> {
  const vitest = join(import.meta.dirname, '..', '..', 'node_modules', 'vitest', 'vitest.mjs');
  const args = ['run', '--project', 'database', `--testTimeout=${PATIENCE_MS}`, ...process.argv.slice(2)];
  const child = spawn(process.execPath, [vitest, ...args], { env, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}

process.exitCode = await run();
