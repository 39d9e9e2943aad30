import { CompiledQuery, type DatabaseConnection, type Driver } from 'kysely';

/** Ids of the regions whose rows a statement may read, as an int4multirange. */
export type Sight = string;

export const EVERYWHERE: Sight = '{(,)}';

/** A statement that is to run with a sight. */
interface SightedQuery extends CompiledQuery {
  readonly sight: Sight;
}

const FORM = /^\{[[\](),0-9]*\}$/;

/** Begins a transaction with what the policies of `guard_rows` read; gone with its end. */
function beginWithSight(sight: Sight): string {
  if (!FORM.test(sight)) throw new Error(`expected a set of ids, got ${sight.slice(0, 40)}`);
  return `begin read only; set local anlan.sight = '${sight}'`;
}

/** The same driver, whose statements with a sight run in a transaction of their own that has it. */
export function sighted(driver: Driver): Driver {
  const known = new WeakSet<DatabaseConnection>();
  const acquireConnection: Driver['acquireConnection'] = async (options) => {
    const connection = await driver.acquireConnection(options);
    if (!known.has(connection)) {
      bind(connection);
      known.add(connection);
    }
    return connection;
  };
  return new Proxy(driver, {
    get(own, name) {
      if (name === 'acquireConnection') return acquireConnection;
      const value: unknown = Reflect.get(own, name, own);
      return typeof value === 'function' ? value.bind(own) : value;
    },
  });
}

function bind(connection: DatabaseConnection): void {
  const plain = connection.executeQuery.bind(connection);
  connection.executeQuery = async <Row>(query: CompiledQuery | SightedQuery) => {
    if (!('sight' in query)) return plain<Row>(query);
    await plain(CompiledQuery.raw(beginWithSight(query.sight)));
    try {
      return await plain<Row>(query);
    } finally {
      await plain(CompiledQuery.raw('commit'));
    }
  };
}
