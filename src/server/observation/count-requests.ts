import { Counter, type Registry } from 'prom-client';

/** Counts requests where they come, and tells the counter when somebody looks: it makes a text of the labels each time. */
export function countRequests(registers: Registry[]): (operation: string, key: string, status: number) => void {
  const counts = new Map<string, Map<string, Map<number, number>>>();
  new Counter({
    name: 'anlan_requests_total',
    help: 'Requests to /graphql by operation, id of the key and HTTP status.',
    labelNames: ['operation', 'key', 'status'] as const,
    registers,
    collect() {
      this.reset();
      for (const [operation, keys] of counts) {
        for (const [key, statuses] of keys) {
          for (const [status, count] of statuses) this.inc({ operation, key, status }, count);
        }
      }
    },
  });
  return (operation, key, status) => {
    const statuses = within(within(counts, operation), key);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
}

function within<Key, Value>(all: Map<string, Map<Key, Value>>, name: string): Map<Key, Value> {
  const known = all.get(name);
  if (known !== undefined) return known;
  const fresh = new Map<Key, Value>();
  all.set(name, fresh);
  return fresh;
}
