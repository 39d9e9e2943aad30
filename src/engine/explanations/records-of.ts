import { partsOf } from '../../indicators/terms.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { Engine } from '../engine.ts';
import type { EngineRecord } from '../sources/engine-record.ts';
import { recordMaker } from '../sources/stored-record.ts';
import { measureOf, termParts } from '../values/declared-measures.ts';
import { unseen } from '../values/sight.ts';
import { placementOf, rowDays } from '../values/span.ts';
import { unfitPeriod } from '../values/unfit-period.ts';
import type { Subject } from '../values/value.ts';

export interface RecordsArgs {
  /** 1 to 1000. */
  readonly first: number;
  /** The id of the last record of the page before; null from the beginning. */
  readonly after: number | null;
  /** Of a quotient; what is none has a numerator only. */
  readonly part?: QuotientPart;
}

export type QuotientPart = 'numerator' | 'denominator';

export interface RecordsPage {
  /** What they count towards; null where the value is not made of records. */
  readonly measure: string | null;
  readonly records: readonly EngineRecord[];
  readonly hasNextPage: boolean;
}

const MOST = 1000;
const NONE: RecordsPage = { measure: null, records: [], hasNextPage: false };

/**
 * The rows behind a value, under the same conditions as the value; of a quotient those of one part.
 * @throws AnlanError FORBIDDEN without records:read, OUT_OF_REACH, BAD_USER_INPUT for a page size out of bounds
 */
export async function recordsOf(
  engine: Engine,
  subject: Subject,
  { first, after, part = 'numerator' }: RecordsArgs,
): Promise<RecordsPage> {
  const { indicator, region, period } = subject;
  if (!engine.viewer.scopes.includes('records:read')) {
    throw new AnlanError('FORBIDDEN', 'expected a key with the scope records:read', { scope: 'records:read' });
  }
  const hidden = unseen(engine, subject);
  if (hidden !== null) throw new AnlanError('OUT_OF_REACH', hidden.reason.en, { region: region.code });
  if (!Number.isInteger(first) || first < 1 || first > MOST) {
    throw new AnlanError('BAD_USER_INPUT', `expected first between 1 and ${MOST}, got ${first}`, { found: first });
  }
  const parts = partsOf(indicator.formula);
  const [term] = part === 'numerator' ? parts.of : parts.over;
  if (term === undefined) return NONE;
  if (period.start > engine.today || unfitPeriod(engine, subject) !== null) return NONE;
  const { code, member } = termParts(term);
  const declared = measureOf(engine.measures, code);
  const { from, to } = rowDays(declared, placementOf(declared, region, period, engine.today));
  const grid = region.level === 'grid' ? region.code : null;
  const key = { kind: 'sum', regionId: region.id, grid, measure: code, member, by: null, from, to } as const;
  const rows = await engine.records.load({ ...key, first, after: after ?? 0 });
  return {
    measure: code,
    records: rows.slice(0, first).map(recordMaker(declared.dataset, engine.tree)),
    hasNextPage: rows.length > first,
  };
}
