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
/** Sealed again side by side. */
const PARTS = 4;

/** Events from a number on, and before another one. */
interface Part {
  readonly from: number;
  readonly to: number | null;
}

/**
 * Seals every event again. Whoever can write to the database and seals all anew is found only by a head noted elsewhere.
 * @param witness a head that was noted elsewhere
 */
export async function verifyAudit(db: Kysely<Database>, witness: AuditHead | null = null): Promise<AuditVerdict> {
  const faults = (await Promise.all((await partsOf(db)).map((part) => faultsIn(db, part))))
    .flat()
    .slice(0, FAULTS_TOLD);
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

async function partsOf(db: Kysely<Database>): Promise<readonly Part[]> {
  const { rows } = await sql<{ first: number; last: number }>`/* audit.extent */
    select coalesce(min(seq), 0) as first, coalesce(max(seq), 0) as last from audit_events`.execute(db);
  const { first, last } = rows[0] ?? { first: 0, last: 0 };
  const starts = Array.from({ length: PARTS }, (_, at) => first + Math.ceil(((last - first) * at) / PARTS));
  return starts.map((from, at) => ({ from, to: starts[at + 1] ?? null }));
}

/** Each event is linked to the one before it, also to the last of the part before. */
async function faultsIn(db: Kysely<Database>, { from, to }: Part): Promise<readonly AuditFault[]> {
  const { rows } = await sql<AuditFault>`/* audit.verify */
    with pruned as (
      select split_part(subject, ':', 1)::bigint as seq, decode(split_part(subject, ':', 2), 'hex') as hash
      from audit_events where kind = 'audit.pruned' order by audit_events.seq desc limit 1),
    start as (
      select coalesce((select seq from pruned), 1) as seq, coalesce((select hash from pruned), '') as hash),
    chain as (
      select e.seq, e.previous, e.hash, audit_hash(e) as sealed,
        lag(e.seq) over ordered as before, lag(e.hash) over ordered as link
      from audit_events e where e.seq >= ${from}::bigint - 1 and (${to}::bigint is null or e.seq < ${to})
      window ordered as (order by e.seq))
    select chain.seq, case when chain.hash is distinct from sealed then 'altered' else 'gap' end as what
    from chain, start
    where chain.seq >= ${from} and (chain.hash is distinct from sealed or chain.seq <> coalesce(before + 1, start.seq)
      or previous <> coalesce(link, start.hash))
    order by chain.seq limit ${FAULTS_TOLD}`.execute(db);
  return rows;
}
