import { join } from 'node:path';
import { AnlanError } from '../kernel/errors.ts';
import { type CommandDatabase, connectCommand } from './connections/connect-command.ts';
import { isLostConnection } from './connections/lost-connection.ts';
import { migrate } from './migrate.ts';

const MIGRATIONS = join(import.meta.dirname, '..', '..', 'migrations');

type Config = Parameters<typeof connectCommand>[0];

interface Options extends NonNullable<Parameters<typeof connectCommand>[1]> {
  /** The database is taken as it is. */
  readonly asItIs?: boolean;
}

/**
 * Does the work of a command on the database, brought to the newest migration and closed afterwards.
 * @throws AnlanError DATABASE_UNAVAILABLE when the database cannot be reached or the connection to it is lost
 */
export async function onDatabase<Result>(
  config: Config,
  { asItIs = false, ...options }: Options,
  work: (database: CommandDatabase) => Promise<Result>,
): Promise<Result> {
  const database = await connectCommand(config, options);
  try {
    if (!asItIs) await migrate(database.pool, MIGRATIONS);
    return await work(database);
  } catch (error) {
    throw isLostConnection(error) ? new AnlanError('DATABASE_UNAVAILABLE', LOST, {}, error) : error;
  } finally {
    await database.close();
  }
}

const LOST = {
  zh: '与数据库的连接中断；请再运行一次，已完成的不会重复计入',
  en: 'the connection to the database was lost; run it again: nothing counts twice',
};
