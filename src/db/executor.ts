import type { Kysely, QueryExecutor } from 'kysely';
import type { Database } from './database.ts';

/** The same database, whose statements written as SQL go to another executor. */
export function withExecutor(db: Kysely<Database>, executor: () => QueryExecutor): Kysely<Database> {
  // Proxy cannot say that it stands for a database in everything but the one method.
  return new Proxy({} as Kysely<Database>, {
    get: (_, name) => (name === 'getExecutor' ? executor : methodOf(db, name)),
  });
}

/** The same executor, which executes in another way. */
export function executing(executor: QueryExecutor, executeQuery: QueryExecutor['executeQuery']): QueryExecutor {
  return new Proxy(executor, { get: (own, name) => (name === 'executeQuery' ? executeQuery : methodOf(own, name)) });
}

function methodOf(own: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(own, name, own);
  return typeof value === 'function' ? value.bind(own) : value;
}
