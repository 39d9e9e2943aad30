import { resolve } from 'node:path';
import { z } from 'zod';
import { AnlanError } from './kernel/errors.ts';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl?: string | undefined;
  /** A streaming replica of it, from which answers are read. */
  readonly replicaUrl?: string | undefined;
  /** Seconds behind from which on the replica is left alone. */
  readonly replicaBehind: number;
  readonly dataDir: string;
  readonly demo: boolean;
  readonly logLevel: LogLevel;
  readonly graphiql: boolean;
  /** Hosts that webhooks may call although they are private or do not speak TLS. */
  readonly webhookHosts: readonly string[];
  /** Server processes on the one port. */
  readonly workers: number;
  /** Proxies in front whose x-forwarded-for is believed. */
  readonly proxies: number;
  /** Opens /metrics from elsewhere than this machine. */
  readonly metricsToken?: string | undefined;
  /** GeoJSON for the map of the dashboard. */
  readonly mapFile?: string | undefined;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const satisfies LogLevel[];

const flag = z
  .enum(['0', '1', 'false', 'true'], 'expected 0 or 1')
  .transform((text) => text === '1' || text === 'true');

const postgresUrl = z
  .url({ protocol: /^postgres(ql)?$/, error: 'expected postgres://user:password@host:5432/database' })
  .optional();

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'expected a number from 0 to 65535')
  .transform(Number)
  .refine((number) => number <= 65_535, 'expected a number from 0 to 65535');

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,3}$/, `expected a number from ${least} to ${most}`)
    .transform(Number)
    .refine((number) => number >= least && number <= most, `expected a number from ${least} to ${most}`);

const environment = z.object({
  PORT: port.default(4000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: postgresUrl,
  DATABASE_REPLICA_URL: postgresUrl,
  REPLICA_BEHIND: whole(1, 600).default(5),
  DATA_DIR: z.string().default('.anlan'),
  DEMO: flag.default(true),
  LOG_LEVEL: z.enum(LOG_LEVELS, `expected one of ${LOG_LEVELS.join(', ')}`).default('info'),
  GRAPHIQL: flag.optional(),
  WORKERS: whole(1, 64).default(1),
  PROXY_HOPS: whole(0, 9).default(0),
  METRICS_TOKEN: z.string().min(16, 'expected at least 16 letters').optional(),
  MAP_FILE: z.string().optional(),
  WEBHOOK_HOSTS: z.string().default(''),
});

type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that is set but empty counts as not set. Secrets in a value are not repeated in the message. */
export function readConfig(env: Environment = process.env): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const { data, error } = environment.safeParse(present);
  const faults = (error?.issues ?? []).map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  if (present.DATABASE_REPLICA_URL !== undefined && present.DATABASE_URL === undefined) {
    faults.push('  DATABASE_REPLICA_URL: expected DATABASE_URL too, the database whose replica it is');
  }
  if (data === undefined || faults.length > 0) {
    throw new AnlanError('CONFIGURATION', ['The environment is not usable:', ...faults].join('\n'));
  }
  return {
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    replicaUrl: data.DATABASE_REPLICA_URL,
    replicaBehind: data.REPLICA_BEHIND,
    dataDir: resolve(data.DATA_DIR),
    demo: data.DEMO,
    logLevel: data.LOG_LEVEL,
    graphiql: data.GRAPHIQL ?? data.DEMO,
    webhookHosts: data.WEBHOOK_HOSTS.split(',')
      .map((host) => host.trim())
      .filter(Boolean),
    workers: data.WORKERS,
    proxies: data.PROXY_HOPS,
    metricsToken: data.METRICS_TOKEN,
    mapFile: data.MAP_FILE === undefined ? undefined : resolve(data.MAP_FILE),
  };
}
