import type { Log } from '../log.ts';
import { type ConnectedDatabase, connectDatabase } from './connect.ts';
import { giveWay } from './give-way.ts';
import { cutWhenSilent } from './silence.ts';

/** Closing ends the watch too. */
export type CommandDatabase = ConnectedDatabase;

interface CommandOptions {
  readonly log?: Log;
  readonly onProgress?: ((text: string) => void) | undefined;
  /** It may last, and runs behind whoever waits for an answer. */
  readonly long?: boolean;
}

/** The database of a command, which ends when the database says nothing any more, whatever it is at. */
export async function connectCommand(
  config: Parameters<typeof connectDatabase>[0],
  { log, onProgress, long = false }: CommandOptions = {},
): Promise<CommandDatabase> {
  const database = await connectDatabase(config, log, { onProgress });
  if (long) giveWay(database.pool);
  const unwatch = cutWhenSilent(database.pool);
  return {
    ...database,
    async close() {
      unwatch();
      await database.close();
    },
  };
}
