import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';

/** An event by its number and hash (hex): who noted it elsewhere can show later that nothing before it was changed. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

export interface AuditFault {
  readonly seq: number;
  /** `altered`: not what was sealed; `gap`: others are missing or were put in before it; `head`: not the newest noted. */
  readonly what: 'altered' | 'gap' | 'head' | 'witness';
}

export interface AuditVerdict {
  readonly sound: boolean;
  readonly events: number;
  readonly head: AuditHead;
  /** The first few. */
  readonly faults: readonly AuditFault[];
}

const FAULTS_TOLD = 20;

/**
 * Seals every event again. Whoever can write to the database and seals all anew is found only by a head noted elsewhere.
 * @param witness a head that was noted elsewhere
 */
export async function verifyAudit(db: Kysely<Database>, witness: AuditHead | null = null): Promise<AuditVerdict> {
  const { rows: faults } = await sql<AuditFault>`/* audit.verify */
    with pruned as (
      select split_part(subject, ':', 1)::bigint as seq, decode(split_part(subject, ':', 2), 'hex') as hash
      from audit_events where kind = 'audit.pruned' order by audit_events.seq desc limit 1),
    start as (
      select coalesce((select seq from pruned), 1) as seq, coalesce((select hash from pruned), '') as hash),
    chain as (
      select e.seq, e.previous, e.hash, audit_hash(e) as sealed,
        lag(e.seq) over ordered as before, lag(e.hash) over ordered as link
      from audit_events e window ordered as (order by e.seq))
    select chain.seq, case when chain.hash is distinct from sealed then 'altered' else 'gap' end as what
    from chain, start
    where chain.hash is distinct from sealed or chain.seq <> coalesce(before + 1, start.seq)
      or previous <> coalesce(link, start.hash)
    order by chain.seq limit ${FAULTS_TOLD}`.execute(db);
  const { rows } = await sql<AuditHead & { events: number; newest: number; last: string | null; witnessed: boolean }>`
    /* audit.head */
    select head.seq, encode(head.hash, 'hex') as hash, (select count(*) from audit_events) as events,
      coalesce((select max(seq) from audit_events), 0) as newest,
      (select encode(e.hash, 'hex') from audit_events e order by e.seq desc limit 1) as last,
      exists (select from audit_events e where e.seq = ${witness?.seq ?? 0}
        and encode(e.hash, 'hex') = ${witness?.hash ?? ''}) as witnessed
    from audit_head as head`.execute(db);
  const [found] = rows;
  const head = { seq: found?.seq ?? 0, hash: found?.hash ?? '' };
  const all = [...faults];
  if (found === undefined || head.seq !== found.newest || head.hash !== (found.last ?? '')) {
    all.push({ seq: head.seq, what: 'head' });
  }
  if (witness !== null && found?.witnessed !== true) all.push({ seq: witness.seq, what: 'witness' });
  return { sound: all.length === 0, events: found?.events ?? 0, head, faults: all };
}
