import { canSee } from '../../access/viewer.ts';
import type { Reconciliation } from '../../kernel/reconcile.ts';
import type { Region } from '../../regions/region.ts';
import type { Engine } from '../engine.ts';
import { unseen } from '../values/sight.ts';
import type { Absence, Subject, Value } from '../values/value.ts';
import type { Contest } from './contest.ts';
import { contestOf } from './contest-of.ts';
import { indistinguishable } from './indistinguishable.ts';
import { peersOf, scopeOf } from './peers.ts';
import { printedRanks } from './printed-ranks.ts';
import type { Rank, RankScope } from './rank.ts';
import { unchecked } from './unchecked.ts';

/**
 * The place of a value among its peers, and where it stood a year before; null where there is nothing to be ranked in.
 * @throws AnlanError QUERY_TOO_LARGE among more than 3000 regions
 */
export async function rankOf(engine: Engine, subject: Subject, within: RankScope): Promise<Rank | null> {
  const { tree, viewer } = engine;
  const { region, indicator, period } = subject;
  const scope = scopeOf(tree, region, within);
  if (scope === null) return null;
  const visible = (one: Region) => canSee(viewer, tree, one);
  const { peers, key } = unseen(engine, subject) === null ? peersOf(tree, region, scope) : { peers: [], key: 'none' };
  const [contest, printed] = await Promise.all([
    contestOf(engine, indicator, peers, period, key),
    peers.length === 0 ? [] : printedRanks(engine, subject, scope),
  ]);
  await engine.turn?.();
  const { values, places, previousPeriod } = contest;
  const own = values.find((value) => value.subject.region.id === region.id);
  const computed = places.get(region.id) ?? null;
  const excluded = values.flatMap(({ subject: of, absence }) =>
    absence === null ? [] : [{ region: of.region, absence }],
  );
  const asPrinted = computed === null || isPartial(own, excluded.length) ? (printed[0]?.rank ?? null) : null;
  return {
    position: asPrinted ?? computed,
    scope,
    level: region.level,
    excluded: excluded.filter((one) => visible(one.region)),
    excludedCount: excluded.length,
    owing: excluded.filter(({ absence }) => OWING.includes(absence)).length,
    previousPeriod,
    basis: asPrinted === null ? (own?.basis ?? 'COUNTED') : 'REPORTED',
    reported: unchecked(
      engine,
      indicator,
      printed.map(({ rank, figure }) => figure(reconcileRank(rank, computed, excluded.length, own))),
    ),
    ...(asPrinted !== null || computed === null ? NOT_COMPARED : compared(contest, region, computed, visible)),
  };
}

const OWING: readonly Absence[] = ['NOT_REPORTED', 'INCOMPLETE', 'WITHHELD', 'OUT_OF_REACH', 'NOT_YET'];

type Comparison = Pick<
  Rank,
  | 'of'
  | 'tied'
  | 'tiedWith'
  | 'previousPosition'
  | 'movement'
  | 'comparable'
  | 'incomparable'
  | 'uniform'
  | 'indistinguishable'
>;

const NOT_COMPARED: Comparison = {
  of: null,
  tied: 0,
  tiedWith: [],
  previousPosition: null,
  movement: null,
  comparable: false,
  incomparable: [],
  uniform: true,
  indistinguishable: null,
};

function compared(
  { values, places, nowInCommon, thenInCommon, incomparable, uniform }: Contest,
  { id }: Region,
  place: number,
  visible: (region: Region) => boolean,
): Comparison {
  const equals = values
    .map(({ subject }) => subject.region)
    .filter((one) => one.id !== id && places.get(one.id) === place);
  const previous = thenInCommon.get(id) ?? null;
  const now = nowInCommon.get(id) ?? null;
  return {
    of: places.size,
    tied: equals.length,
    tiedWith: equals.filter(visible),
    previousPosition: previous,
    movement: previous === null || now === null ? null : previous - now,
    comparable: previous !== null && incomparable.length === 0,
    incomparable,
    uniform,
    indistinguishable: indistinguishable(values, id, places),
  };
}

/** Of reported values only some may have come in: then a printed place knows more than what can be compared. */
function isPartial(own: Value | undefined, excluded: number): boolean {
  const reported = own?.basis === 'REPORTED' || own?.subject.indicator.kind === 'survey_rate';
  return reported && excluded > 0;
}

/** A printed place can only be checked where every peer has a value. */
function reconcileRank(
  printed: number,
  place: number | null,
  excluded: number,
  own: Value | undefined,
): Reconciliation {
  if (place === null || excluded > 0 || own?.basis !== 'COUNTED') return 'NOT_CHECKABLE';
  return printed === place ? 'REPRODUCES' : 'CONFLICTS';
}
