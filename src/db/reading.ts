import { setTimeout as pause } from 'node:timers/promises';
import type { AbortableQueryOptions, CompiledQuery, Kysely, KyselyPlugin, QueryExecutor } from 'kysely';
import { lazy } from '../kernel/lazy.ts';
import type { Database } from './database.ts';
import { isLostConnection } from './lost-connection.ts';
import { statementName } from './statement-name.ts';

const AGAIN = 2;
const PAUSE_MS = 30;

interface ReadingOptions {
  readonly db: Kysely<Database>;
  /** Asked for when the first statement is run: most answers run none. */
  readonly signal: () => AbortSignal;
  readonly onStatement?: (name: string) => void;
  readonly plugin?: KyselyPlugin;
}

/**
 * The same database for reading on behalf of somebody: a statement is cancelled in the database when the signal is
 * raised, and repeated when its connection was lost, since a read can be.
 */
export function readingFor({ db, signal, onStatement = () => {}, plugin }: ReadingOptions): Kysely<Database> {
  const own = lazy(() => (plugin === undefined ? db : db.withPlugin(plugin)));
  const executor = lazy(() => readingExecutor(own(), signal(), onStatement));
  // Proxy cannot say that it stands for a database in everything but the one method.
  return new Proxy({} as Kysely<Database>, {
    get: (_, name) => (name === 'getExecutor' ? executor : bound(own(), name)),
  });
}

function readingExecutor(
  db: Kysely<Database>,
  signal: AbortSignal,
  onStatement: (name: string) => void,
): QueryExecutor {
  const executor = db.getExecutor();
  const options: AbortableQueryOptions = { signal, inflightQueryAbortStrategy: 'cancel query' };
  const once = <Row>(query: CompiledQuery<Row>) => executor.executeQuery(query, options);
  const executeQuery = async <Row>(query: CompiledQuery<Row>) => {
    onStatement(statementName(query.sql));
    for (let again = 0; ; again++) {
      try {
        return await once(query);
      } catch (error) {
        if (again === AGAIN || signal.aborted || !isLostConnection(error)) throw error;
        // Connections lost together are all still in the pool for a moment.
        await pause(PAUSE_MS);
      }
    }
  };
  return new Proxy(executor, { get: (own, name) => (name === 'executeQuery' ? executeQuery : bound(own, name)) });
}

function bound(own: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(own, name, own);
  return typeof value === 'function' ? value.bind(own) : value;
}
