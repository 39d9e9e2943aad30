import type { AbortableQueryOptions, CompiledQuery, Kysely, QueryResult } from 'kysely';
import type { Database } from '../database.ts';
import { executing, withExecutor } from '../executor.ts';
import { isVersioned, versioned, versionOf, withoutVersion } from '../versioned.ts';
import type { Watch } from './watch.ts';

interface RouteOptions {
  readonly primary: Kysely<Database>;
  readonly replica: Kysely<Database>;
  readonly watch: Watch;
}

/**
 * Reads from the replica as long as what it shows is new enough, which each statement tells of its own snapshot, and
 * from the primary else. A statement that fails on the replica is repeated on the primary: a read can be.
 */
export function routed({ primary, replica, watch }: RouteOptions): Kysely<Database> {
  const main = primary.getExecutor();
  const other = replica.getExecutor();

  async function fromReplica<Row>(
    query: CompiledQuery<Row>,
    options: AbortableQueryOptions | undefined,
  ): Promise<QueryResult<Row> | null> {
    const expected = watch.expected();
    try {
      const result = await watch.unlessLost(other.executeQuery<Row>(versioned(query), options));
      const version = versionOf(result);
      if (version >= expected) return isVersioned(query) ? result : withoutVersion(result);
      watch.fellBack(version);
    } catch (error) {
      if (options?.signal?.aborted || tookTooLong(error)) throw error;
      watch.failed(error);
    }
    return null;
  }

  const executeQuery = async <Row>(query: CompiledQuery<Row>, options?: AbortableQueryOptions) => {
    const found = (await watch.ready()) ? await fromReplica(query, options) : null;
    watch.count(found === null ? 'primary' : 'replica');
    return found ?? main.executeQuery<Row>(query, options);
  };
  const executor = executing(main, executeQuery);
  return withExecutor(primary, () => executor);
}

/** By the time set for statements; one cancelled because the replica had to go on replaying did not. */
const tookTooLong = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '57014' && !error.message.includes('recovery');
