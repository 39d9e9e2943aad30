import { Counter, Gauge, type Registry } from 'prom-client';
import type { ReplicaState } from '../../db/replica/watch.ts';
import { countPool, type PoolState } from './count-pool.ts';

interface Counted {
  readonly pool: PoolState;
  readonly state: () => ReplicaState;
}

/** Of several server processes the one that is worst off is told. */
export function countReplica({ pool, state }: Counted, registers: Registry[]): void {
  new Gauge({
    name: 'anlan_replica_used',
    help: 'Whether answers are read from the replica: 1, or 0 while it is away or too far behind.',
    aggregator: 'min',
    registers,
    collect() {
      this.set(state().trouble === null ? 1 : 0);
    },
  });
  new Gauge({
    name: 'anlan_replica_behind_seconds',
    help: 'Time since the replica had all that the primary had, looked at each second; NaN before it ever had.',
    aggregator: 'max',
    registers,
    collect() {
      this.set(state().behindSeconds ?? Number.NaN);
    },
  });
  new Counter({
    name: 'anlan_reads_total',
    help: 'Statements of readers by the server that answered them.',
    labelNames: ['from'] as const,
    registers,
    collect() {
      const { read } = state();
      this.reset();
      this.inc({ from: 'replica' }, read.replica);
      this.inc({ from: 'primary' }, read.primary);
    },
  });
  countPool(
    'anlan_replica_pool_connections',
    'Connections to the replica, and requests that wait for one.',
    pool,
    registers,
  );
}
