import { createHash } from 'node:crypto';
import { appendAudit } from '../../src/access/audit/append.ts';
import type { AuditEvent } from '../../src/access/audit/event.ts';
import type { BenchDatabase } from '../bench-database.ts';
import { CITY, YEAR } from '../queries/asked.ts';
import { runScript } from '../run-command.ts';
import { spreadOf } from '../spread.ts';
import type { BenchContext, Figure, Workload } from '../workload.ts';

const AT_ONCE = 5000;
const MILLION = 1_000_000;
/** Of a million events. */
const AGREED_S = 5;

/** The whole command, over as many events as the largest dataset has rows. */
export const auditVerify: Workload = {
  name: 'audit-verify',
  says: 'every event of the audit log sealed again',
  async run({ records, rounds, root, newDatabase, say }: BenchContext): Promise<readonly Figure[]> {
    const database = await newDatabase();
    try {
      for (let from = 0; from < records; from += AT_ONCE) {
        await appendAudit(database.kysely, readsOf(from, Math.min(AT_ONCE, records - from)));
      }
      await database.pool.query('vacuum analyze audit_events');
      const { rows } = await database.pool.query<{ count: number }>(
        '/* bench.events */ select count(*)::int as count from audit_events',
      );
      const events = rows[0]?.count ?? 0;
      const measured: number[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const seconds = await verify(root, database, events);
        say(`${events} events: ${seconds.toFixed(1)} s`);
        if (round > 0) measured.push(seconds);
      }
      return [
        {
          name: 'audit verify',
          unit: 's',
          spread: spreadOf(measured),
          // Of fewer it is mostly the start of the command.
          ...(events < MILLION ? {} : { mark: { atMost: (AGREED_S * events) / MILLION } }),
        },
      ];
    } finally {
      await database.drop();
    }
  },
};

const OPERATION = createHash('sha256').update('query Records').digest('hex');

/** What answers with records leave behind. */
const readsOf = (from: number, count: number): readonly AuditEvent[] =>
  Array.from({ length: count }, (_, at) => ({
    kind: 'records.read',
    keyId: `key${(from + at) % 40}`,
    operation: OPERATION,
    regions: [CITY],
    periods: [String(YEAR), `${YEAR}-Q${1 + (at % 4)}`],
    rowCount: 1 + (at % 50),
    result: 'done',
    requestId: `request-${from + at}`,
  }));

/** @throws where not every event was looked at, or one was found altered */
async function verify(root: string, { url }: BenchDatabase, events: number): Promise<number> {
  const { seconds, output } = await runScript(root, 'audit.ts', ['verify', '--json'], url);
  const verdict: { readonly sound: boolean; readonly events: number } = JSON.parse(output);
  if (!verdict.sound || verdict.events !== events) throw new Error(`expected ${events} sound events, got ${output}`);
  return seconds;
}
