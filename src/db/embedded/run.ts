import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { accountFor } from './account.ts';
import { ensureCluster } from './cluster.ts';
import type { Keeping } from './conversation.ts';
import { adoptPostmaster, startPostmaster } from './postmaster.ts';
import { reachableBinaries } from './reachable.ts';
import { answersTo, ensureRole, ROLE, SUPERUSER } from './role.ts';
import { derive, readSecret } from './secret.ts';

export interface Running {
  readonly port: number;
  isServing(): boolean;
  stop(): Promise<void>;
}

/** Brings the PostgreSQL of a data folder up: adopts the one of a killed keeper, else creates and starts it. */
export async function runPostgres(
  { dataDir, throwaway }: Keeping,
  onProgress: (text: string) => void,
): Promise<Running> {
  const secret = await readSecret(dataDir);
  const password = derive(secret, SUPERUSER);
  const folder = join(dataDir, 'postgres');
  const urlOf = (port: number) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;

  const account = await accountFor(folder);
  const binaries = await reachableBinaries(account, onProgress);
  const how = { folder, binaries, account, throwaway };

  async function start() {
    if (throwaway) await rm(folder, { recursive: true, force: true });
    await ensureCluster({ ...how, dataDir, password }, onProgress);
    onProgress('starting PostgreSQL');
    return startPostmaster(how);
  }

  const postmaster = (await adoptPostmaster(how, (port) => answersTo(urlOf(port)))) ?? (await start());

  async function stop() {
    await postmaster.stop();
    if (throwaway) await rm(folder, { recursive: true, force: true });
    await binaries.dispose();
  }

  try {
    await ensureRole(urlOf(postmaster.port), derive(secret, ROLE));
  } catch (error) {
    await stop();
    throw error;
  }
  return { port: postmaster.port, isServing: postmaster.isServing, stop };
}
