import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { createPostgres, type PostgresPlace, postgresAt, replicaOf } from '../faults/own-postgres.ts';
import { buildTemplate } from '../postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    ownReplica: PostgresPlace;
  }
}

const TEMPLATE = 'anlan_replica_template';

const PRIMARY = ['wal_level=replica', 'max_wal_senders=4', 'wal_keep_size=512MB'];
/** Readers give way soon, so that they are made to. */
const REPLICA = ['hot_standby=on', 'hot_standby_feedback=on', 'max_standby_streaming_delay=1s'];

/**
 * Databases for tests on a primary with a streaming replica: of REPLICA_POSTGRES, a folder of PostgreSQL programs, else
 * of the embedded ones. The replica begins as a copy of the primary while that is stopped.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const place = await createPostgres({ programs: process.env.REPLICA_POSTGRES, settings: PRIMARY });
  const primary = postgresAt(place);
  const opened = [primary];
  const remove = async () => {
    for (const one of opened.toReversed()) await one.remove();
  };
  try {
    await primary.start();
    await primary.stop();
    const own = await replicaOf(place, REPLICA);
    const replica = postgresAt(own);
    opened.push(replica);
    await primary.start();
    await replica.start();
    const client = new pg.Client({ connectionString: primary.url });
    await client.connect();
    await buildTemplate(client, primary.url, TEMPLATE);
    await client.end();
    project.provide('postgres', { url: primary.url, template: TEMPLATE, replica: replica.url });
    project.provide('ownReplica', own);
    return remove;
  } catch (error) {
    await remove();
    throw error;
  }
}
