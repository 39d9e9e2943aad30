import { type Kysely, sql } from 'kysely';
import { snake } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import type { AuditEvent } from './event.ts';

export interface Waited {
  /** Milliseconds since it happened. */
  readonly waited?: number;
}

/** Notes events in their order. In a transaction they hold if it commits, and nobody else notes anything until then. */
export async function appendAudit(db: Kysely<Database>, events: readonly (AuditEvent & Waited)[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) =>
    Object.fromEntries(Object.entries(event).map(([name, value]) => [snake(name), value])),
  );
  await sql`/* audit.append */ select append_audit(${JSON.stringify(rows)}::jsonb)`.execute(db);
}
