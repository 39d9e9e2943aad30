import { join } from 'node:path';
import { pino } from 'pino';
import { withoutSecrets } from '../access/key.ts';
import type { Config } from '../config.ts';
import type { Log } from '../db/log.ts';

/** Everything of the level to `<DATA_DIR>/logs/server.log`, warnings and errors also to stderr; never a whole key. */
export function openLog({ dataDir, logLevel }: Pick<Config, 'dataDir' | 'logLevel'>): { log: Log; closeLog(): void } {
  const file = pino.destination({ dest: join(dataDir, 'logs', 'server.log'), mkdir: true, sync: true });
  const log = pino(
    { level: logLevel, base: null, serializers: { err: toldError } },
    pino.multistream([
      { level: 'trace', stream: { write: (line: string) => void file.write(withoutSecrets(line)) } },
      { level: 'warn', stream: { write: (line: string) => void process.stderr.write(withoutSecrets(line)) } },
    ]),
  );
  return { log, closeLog: () => file.end() };
}

/** Of an error what says where it came from: what a database adds to its own may hold values of rows. */
function toldError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return { name, message, code, stack, ...(cause === undefined ? {} : { cause: toldError(cause) }) };
}
