import { setTimeout as pause } from 'node:timers/promises';
import type { AbortableQueryOptions, CompiledQuery, Kysely, QueryExecutor } from 'kysely';
import { lazy } from '../kernel/lazy.ts';
import { isLostConnection } from './connections/lost-connection.ts';
import type { Database } from './database.ts';
import { executing, withExecutor } from './executor.ts';
import type { Sight } from './sight.ts';
import { statementName } from './statement-name.ts';
import { versioned, versionOf, withoutVersion } from './versioned.ts';

const AGAIN = 2;
const PAUSE_MS = 30;

interface ReadingOptions {
  readonly db: Kysely<Database>;
  /** Asked for when the first statement is run: most answers run none. */
  readonly signal: () => AbortSignal;
  /** Whose rows statements see that name a guarded table; without it they fail, in the role of readers. */
  readonly sight?: Sight | Promise<Sight>;
  /** Knows a guarded table by its name in the text of a statement. */
  readonly guarded?: RegExp;
  readonly onStatement?: (name: string) => void;
  /** Told the newest import that each statement saw. */
  readonly onVersion?: (version: number) => void;
}

/** Finds names of tables in statements. */
export const namesOf = (tables: readonly string[]): RegExp => new RegExp(`\\b(?:${tables.join('|')})\\b`);

/**
 * The same database for reading on behalf of somebody: a statement is cancelled in the database when the signal is
 * raised, and repeated when its connection was lost, since a read can be.
 */
export function readingFor({ db, signal, ...bound }: ReadingOptions): Kysely<Database> {
  return withExecutor(
    db,
    lazy(() => readingExecutor(db, signal(), bound)),
  );
}

function readingExecutor(
  db: Kysely<Database>,
  signal: AbortSignal,
  { sight, guarded, onStatement = () => {}, onVersion }: Omit<ReadingOptions, 'db' | 'signal'>,
): QueryExecutor {
  const executor = db.getExecutor();
  const options: AbortableQueryOptions = { signal, inflightQueryAbortStrategy: 'cancel query' };
  const once = async <Row>(query: CompiledQuery<Row>) => {
    const isBound = sight !== undefined && guarded?.test(query.sql) === true;
    const bound = isBound ? Object.freeze({ ...query, sight: await sight }) : query;
    if (onVersion === undefined) return executor.executeQuery<Row>(bound, options);
    const result = await executor.executeQuery<Row>(versioned(bound), options);
    onVersion(versionOf(result));
    return withoutVersion(result);
  };
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
  return executing(executor, executeQuery);
}
