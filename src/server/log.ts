import { join } from 'node:path';
import { pino } from 'pino';
import { withoutSecrets } from '../access/key.ts';
import type { Config } from '../config.ts';
import type { Log } from '../db/log.ts';

interface Sink {
  readonly level: 'trace' | 'warn';
  /** Takes a line of JSON. */
  readonly write: (line: string) => void;
}

/** Lines of JSON, in which no key is whole and no error tells more than where it came from. */
export const createLog = (level: string, sinks: readonly Sink[]): Log =>
  pino(
    { level, base: null, serializers: { err: toldError } },
    pino.multistream(
      sinks.map((sink) => ({
        level: sink.level,
        stream: { write: (line: string) => sink.write(withoutSecrets(line)) },
      })),
    ),
  );

/** Everything of the level to `<DATA_DIR>/logs/server.log`, warnings and errors also to stderr. */
export function openLog({ dataDir, logLevel }: Pick<Config, 'dataDir' | 'logLevel'>): { log: Log; closeLog(): void } {
  const file = pino.destination({ dest: join(dataDir, 'logs', 'server.log'), mkdir: true, sync: true });
  const log = createLog(logLevel, [
    { level: 'trace', write: (line) => void file.write(line) },
    { level: 'warn', write: (line) => void process.stderr.write(line) },
  ]);
  return { log, closeLog: () => file.end() };
}

/** Of an error what says where it came from: what a database adds to its own may hold values of rows. */
function toldError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return { name, message, code, stack, ...(cause === undefined ? {} : { cause: toldError(cause) }) };
}
