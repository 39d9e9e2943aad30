import { createPostgres, type OwnPostgres, type PostgresPlace, postgresAt, replicaOf } from '../faults/own-postgres.ts';

export interface Pair {
  readonly primary: OwnPostgres;
  readonly replica: OwnPostgres;
  readonly places: { readonly primary: PostgresPlace; readonly replica: PostgresPlace };
  remove(): Promise<void>;
}

const PRIMARY = ['wal_level=replica', 'max_wal_senders=4', 'wal_keep_size=512MB'];
/** Readers give way soon, so that they are made to. */
const REPLICA = ['hot_standby=on', 'hot_standby_feedback=on', 'max_standby_streaming_delay=1s'];

/**
 * A primary with a streaming replica, both running: of REPLICA_POSTGRES, a folder of PostgreSQL programs, else of the
 * embedded ones. The replica begins as a copy of the primary while that is stopped.
 */
export async function startPair(): Promise<Pair> {
  const place = await createPostgres({ programs: process.env.REPLICA_POSTGRES, settings: PRIMARY });
  const primary = postgresAt(place);
  const made = [primary];
  const remove = async () => {
    for (const one of made.toReversed()) await one.remove();
  };
  try {
    await primary.start();
    await primary.stop();
    const copy = await replicaOf(place, REPLICA);
    const replica = postgresAt(copy);
    made.push(replica);
    await primary.start();
    await replica.start();
    return { primary, replica, places: { primary: place, replica: copy }, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
