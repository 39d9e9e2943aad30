import pg from 'pg';
import type { Sighting, Trouble } from './standing.ts';

/** After which a server that says nothing counts as lost. */
const SILENCE_MS = 1000;

interface LookOptions {
  readonly primary: pg.Pool;
  readonly replicaUrl: string;
}

/** What was found, or why the other server is no replica of this one. */
export type Found = Sighting | { readonly trouble: Exclude<Trouble, 'BEHIND' | 'UNREACHABLE'> };

export interface Look {
  /** @throws what the driver throws, `isReplica` true where it was the replica that failed */
  (): Promise<Found>;
  readonly close: () => Promise<void>;
}

/** Looks at a primary and then at its replica, over a connection of its own that no reader can keep waiting. */
export function createLook({ primary, replicaUrl }: LookOptions): Look {
  let client: pg.Client | null = null;

  const connected = async (): Promise<pg.Client> => {
    if (client !== null) return client;
    const opened = new pg.Client({
      connectionString: replicaUrl,
      application_name: 'anlan replica watch',
      connectionTimeoutMillis: SILENCE_MS,
      query_timeout: SILENCE_MS,
    });
    opened.on('error', () => leave(opened));
    try {
      await opened.connect();
    } catch (error) {
      leave(opened);
      throw error;
    }
    client = opened;
    return opened;
  };
  const leave = (left: pg.Client): void => {
    if (client === left) client = null;
    left.connection.stream.destroy();
  };

  const once = async (): Promise<ReplicaRow> => {
    const asked = await connected();
    try {
      return only(await asked.query<ReplicaRow>(REPLICA));
    } catch (error) {
      leave(asked);
      throw error;
    }
  };
  const look = async (): Promise<Found> => {
    const { written, ...own } = only(await primary.query<PrimaryRow>(PRIMARY));
    const isKnown = client !== null;
    // A connection may end for reasons of its own: the replica is lost when the next one fails too, or says nothing.
    const again = (error: unknown) => (isKnown && !isSilence(error) ? once() : Promise.reject(error));
    const found = await once().catch(again).catch(ofReplica);
    if (found.system !== own.system || found.database !== own.database) return { trouble: 'OTHER_DATABASE' };
    if (found.replayed === null) return { trouble: 'NO_REPLICA' };
    const { rows } = await connected()
      .then((asked) => asked.query<{ version: number }>(VERSION))
      .catch(ofReplica);
    return { written, replayed: found.replayed, version: rows[0]?.version ?? 0 };
  };
  return Object.assign(look, {
    async close() {
      await client?.end().catch(() => {});
    },
  });
}

const isSilence = (error: unknown): boolean => error instanceof Error && /timeout/i.test(error.message);

/** The replica could not be asked. */
export class ReplicaLost extends Error {
  override readonly name = 'ReplicaLost';
}

function ofReplica(error: unknown): never {
  throw new ReplicaLost(error instanceof Error ? error.message : String(error), { cause: error });
}

interface PrimaryRow {
  readonly system: string;
  readonly database: string;
  readonly written: number;
}

interface ReplicaRow extends Omit<PrimaryRow, 'written'> {
  /** Null of a server that replays nothing. */
  readonly replayed: number | null;
}

function only<Row extends pg.QueryResultRow>({ rows }: pg.QueryResult<Row>): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('expected one row');
  return row;
}

/** A copy of a server has its system, and its databases their numbers. */
const IDENTITY = `
  (select system_identifier::text from pg_control_system()) as system,
  (select oid::text from pg_database where datname = current_database()) as database`;

const PRIMARY = `/* db.primary_position */ select ${IDENTITY},
  pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::float8 as written`;

const REPLICA = `/* db.replica_position */ select ${IDENTITY},
  case when pg_is_in_recovery() then pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::float8 end as replayed`;

/** Read after the position: the snapshot of a later statement shows at least that. */
const VERSION = '/* db.replica_version */ select coalesce(max(id), 0) as version from imports';
