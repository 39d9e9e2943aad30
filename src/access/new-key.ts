import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { AnlanError } from '../kernel/errors.ts';
import { type Budgets, DEFAULT_BUDGETS, DISCLOSURES, type Rights, SCOPES, type Scope } from './viewer.ts';

export const LONGEST_LIFE_DAYS = 365;

/** What is asked of a new key; what is left out is not limited, and budgets are the usual ones. */
export interface NewKey extends Partial<Omit<Rights, 'scopes' | 'reach' | 'budgets'>> {
  readonly agency: string;
  readonly scopes: readonly Scope[];
  /** Codes of the subtrees that may be read; null: all. */
  readonly reach: readonly string[] | null;
  /** 1 to 365. */
  readonly days: number;
  readonly budgets?: Partial<Budgets>;
  /** What the agency needs the data for. */
  readonly purpose?: string | null;
  /** Number of the agreement under which it is given. */
  readonly agreement?: string | null;
}

export const rightsOf = (wanted: NewKey): Rights => ({
  scopes: wanted.scopes,
  reach: wanted.reach,
  datasets: wanted.datasets ?? null,
  disclosure: wanted.disclosure ?? 'exact',
  trustedOnly: wanted.trustedOnly ?? false,
  budgets: { ...DEFAULT_BUDGETS, ...wanted.budgets },
});

/** Scopes that show single rows or files, which a restricted key may not. */
const OF_ROWS: readonly Scope[] = ['records:read', 'imports:read', 'imports:write'];
/** Whoever looks after the audit does not do what is noted in it. */
const NOT_WITH_AUDIT: readonly Scope[] = ['keys:manage', 'imports:write'];
const MOST_BUDGET = 1_000_000_000;

/** @throws AnlanError BAD_USER_INPUT */
export function checkNewKey(wanted: NewKey, known: readonly string[] | null): void {
  const { agency, scopes, days } = wanted;
  const { disclosure, datasets, budgets } = rightsOf(wanted);
  if (agency.trim() === '') throw bad('the name of an agency', 'an empty text');
  const unknown = scopes.filter((scope) => !SCOPES.includes(scope));
  if (scopes.length === 0 || unknown.length > 0) {
    throw bad(`scopes among ${SCOPES.join(', ')}`, unknown.join(', ') || 'none');
  }
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_LIFE_DAYS) {
    throw bad(`a life of 1 to ${LONGEST_LIFE_DAYS} days`, String(days));
  }
  if (!DISCLOSURES.includes(disclosure)) throw bad(`one of ${DISCLOSURES.join(', ')}`, disclosure);
  const ofRows = disclosure === 'restricted' ? scopes.filter((scope) => OF_ROWS.includes(scope)) : [];
  if (ofRows.length > 0) throw bad('a restricted key without scopes that show single rows', ofRows.join(', '));
  const audited = scopes.includes('audit:read') ? scopes.filter((scope) => NOT_WITH_AUDIT.includes(scope)) : [];
  if (audited.length > 0) throw bad('a key that reads the audit without scopes that change things', audited.join(', '));
  const strange = known === null || datasets === null ? [] : datasets.filter((code) => !known.includes(code));
  if (datasets?.length === 0) throw bad('codes of datasets', 'none');
  if (strange.length > 0) throw bad(`datasets among ${known?.join(', ')}`, strange.join(', '));
  for (const [name, budget] of Object.entries(budgets)) {
    if (Number.isInteger(budget) && budget >= 1 && budget <= MOST_BUDGET) continue;
    throw bad(`${name} from 1 to ${MOST_BUDGET}`, String(budget));
  }
}

const bad = (expected: string, found: string): AnlanError =>
  new AnlanError('BAD_USER_INPUT', `expected ${expected}, got ${found}`, { expected, found });

/** @throws AnlanError UNKNOWN_REGION, BAD_USER_INPUT for a reach without regions */
export async function checkReach(db: Kysely<Database>, reach: readonly string[] | null): Promise<void> {
  if (reach === null) return;
  if (reach.length === 0) throw bad('region codes to reach', 'none');
  const { rows } = await sql<{ code: string }>`
    /* access.reach_codes */ select code from regions where code = any(${[...reach]}::text[])`.execute(db);
  const known = new Set(rows.map(({ code }) => code));
  const unknown = reach.filter((code) => !known.has(code));
  if (unknown.length === 0) return;
  throw new AnlanError(
    'UNKNOWN_REGION',
    `expected 12-digit region codes for the reach; unknown: ${unknown.join(', ')}`,
    {
      found: unknown,
    },
  );
}

/**
 * A key can only give what it has.
 * @throws AnlanError FORBIDDEN with what it lacks
 */
export async function checkGrant(db: Kysely<Database>, giver: Rights, given: Rights): Promise<void> {
  const { scopes, datasets, disclosure, trustedOnly, budgets } = giver;
  const within = (mine: readonly string[] | null, theirs: readonly string[] | null) =>
    mine === null || (theirs?.every((one) => mine.includes(one)) ?? false);
  const dearer = Object.entries(given.budgets).filter(([name, budget]) =>
    Object.entries(budgets).some(([own, limit]) => own === name && budget > limit),
  );
  const lacking = [
    ...given.scopes.filter((scope) => !scopes.includes(scope)),
    ...(within(datasets, given.datasets) ? [] : ['datasets']),
    ...(disclosure === 'restricted' && given.disclosure === 'exact' ? ['disclosure'] : []),
    ...(trustedOnly && !given.trustedOnly ? ['operations'] : []),
    ...dearer.map(([name]) => name),
    ...((await reachesAll(db, giver.reach, given.reach)) ? [] : ['reach']),
  ];
  if (lacking.length === 0) return;
  throw new AnlanError('FORBIDDEN', `a key can only give what it has itself; it lacks ${lacking.join(', ')}`, {
    lacking,
  });
}

async function reachesAll(
  db: Kysely<Database>,
  mine: readonly string[] | null,
  theirs: readonly string[] | null,
): Promise<boolean> {
  if (mine === null) return true;
  if (theirs === null) return false;
  // A region that is no longer in force lies within none.
  const { rows } = await sql<{ within: number }>`
    /* access.reach_within */
    select count(distinct given.code)::int as within from current_regions given
    where given.code = any(${[...theirs]}::text[])
      and given.path && array(select id from regions where code = any(${[...mine]}::text[]))`.execute(db);
  return rows[0]?.within === new Set(theirs).size;
}
