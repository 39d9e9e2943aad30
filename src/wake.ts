import cluster from 'node:cluster';
import { readConfig } from './config.ts';
import { type Embedded, joinEmbedded } from './db/embedded/join.ts';

/**
 * Starts the embedded PostgreSQL, so that it comes up while all the rest is loaded. Null where there is none to start, and
 * for every fault: whoever needs the database tells it.
 */
export async function wakeDatabase(): Promise<Embedded | null> {
  try {
    const { databaseUrl, dataDir } = readConfig();
    return databaseUrl === undefined && cluster.isPrimary ? await joinEmbedded({ dataDir }) : null;
  } catch {
    return null;
  }
}
