import { AggregatorRegistry, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ReplicaState } from '../../db/replica/watch.ts';
import { countPool, type PoolState } from './count-pool.ts';
import { countReplica } from './count-replica.ts';
import { countRequests } from './count-requests.ts';

interface MetricsOptions {
  readonly pool: PoolState;
  readonly replica?: { readonly pool: PoolState; readonly state: () => ReplicaState } | undefined;
  /** Id of the last import in the answers. */
  readonly version: () => number;
  /** The metrics of all server processes, where there are several: this one is one of them. */
  readonly all?: (() => Promise<string>) | undefined;
}

export interface Metrics {
  /** A request has come. */
  readonly come: () => void;
  /** Its answer is made. */
  readonly request: (of: {
    readonly operation: string;
    readonly key: string;
    readonly status: number;
    readonly ms: number;
  }) => void;
  readonly statement: (name: string, ms: number, failed: boolean) => void;
  /** In the text form of Prometheus. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Names of operations are the clients' own: beyond so many they are counted together. */
const NAMES = 100;
const KEYS = 500;

export function createMetrics({ pool, replica, version, all }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  let inFlight = 0;
  new Gauge({
    name: 'anlan_requests_in_flight',
    help: 'Requests to /graphql that are being answered.',
    registers,
    collect() {
      this.set(inFlight);
    },
  });
  const requests = countRequests(registers);
  const answered = new Histogram({
    name: 'anlan_request_seconds',
    help: 'Time to the answer by operation.',
    labelNames: ['operation'] as const,
    buckets: SECONDS,
    registers,
  });
  const statements = new Histogram({
    name: 'anlan_statement_seconds',
    help: 'Time of SQL statements by their name, and whether they failed.',
    labelNames: ['statement', 'failed'] as const,
    buckets: SECONDS,
    registers,
  });
  countPool('anlan_pool_connections', 'Connections to the database, and requests that wait for one.', pool, registers);
  new Gauge({
    name: 'anlan_data_version',
    help: 'Id of the last import in the answers.',
    aggregator: 'min',
    registers,
    collect() {
      this.set(version());
    },
  });
  if (replica !== undefined) countReplica(replica, registers);
  if (all !== undefined) {
    AggregatorRegistry.setRegistries([registry]);
    new AggregatorRegistry();
  }
  const operations = createNames(NAMES);
  const keys = createNames(KEYS);

  return {
    contentType: registry.contentType,
    text: all ?? (() => registry.metrics()),
    come() {
      inFlight += 1;
    },
    request({ operation, key, status, ms }) {
      inFlight -= 1;
      const name = operations(operation);
      requests(name, keys(key), status);
      answered.observe({ operation: name }, ms / 1000);
    },
    statement: (name, ms, failed) => statements.observe({ statement: name, failed: String(failed) }, ms / 1000),
  };
}

/** The first so many names as they are, all others as `other`. */
function createNames(most: number): (name: string) => string {
  const known = new Set<string>();
  return (name) => {
    if (known.size < most) known.add(name);
    return known.has(name) ? name : 'other';
  };
}
