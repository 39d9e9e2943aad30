import { type Day, daysBetween } from '../../kernel/day.ts';
import { isAnlanError } from '../../kernel/errors.ts';
import { type Period, parsePeriod } from '../../kernel/period.ts';
import { inLedger, REGION_LEVELS, type Region, type RegionLevel } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';
import { LIMITS } from '../limits.ts';
import { around, type Many, times } from './many.ts';

/** What is known before anything is fetched. */
export interface Asked {
  readonly args: Readonly<Record<string, unknown>>;
  /** The objects that have the field. */
  readonly of: Many;
  readonly tree: RegionTree;
  readonly today: Day;
}

/** What a field costs: points for each object that has it, and how many objects it gives. */
export interface Rule {
  readonly points?: number | ((asked: Asked) => number);
  readonly gives?: (asked: Asked) => Many;
}

/** Regions below one, where the one is not known. */
const CHILDREN = 16;
const PEERS = 100;
/** One more value to load beside the one asked for. */
const VALUE = 0.05;
/** A value that is made of rows, or whose period is not known before. */
const FROM_ROWS = 0.2;
const NOT_MONTHS = /W|LATEST|-\d\d-\d\d/;
const STATEMENT = 2;
/** Imports that changes are told of unless told, and values of each: most change few. */
const CHANGES = 10;
const CHANGED_VALUES = 40;
const MUTATION = 20;
const RANK = 0.3;
const EARLIER = 20;
/** Up to 60 moments, and 3000 values at two. */
const REVISIONS = 20;
const IMPACT = 400;
/** The reading, checking and posting of a file. */
const WORK = 200;
/** A dozen items, some of them ranks; and of all units of a scheme. */
const ASSESSMENT = 5;
const STANDING = 20;
/** The fewest days of each kind of period. */
const DAYS: ReadonlyMap<string, number> = new Map([
  ['year', 365],
  ['half', 181],
  ['quarter', 90],
  ['month', 28],
  ['week', 7],
  ['day', 1],
]);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const length = (value: unknown): number =>
  Array.isArray(value) ? value.length : value === null || value === undefined ? 0 : 1;
const levelOf = (value: unknown): RegionLevel | undefined => REGION_LEVELS.find((level) => level === value);

function placeOf(code: unknown, tree: RegionTree): readonly Region[] | null {
  const region = tree.find(text(code)) ?? tree.find(text(code).padEnd(12, '0'));
  return region === null ? null : [tree.inForce(region)];
}

function periodOf(value: unknown, today: Day): Period | null {
  try {
    return parsePeriod(text(value), today, today);
  } catch (error) {
    if (isAnlanError(error)) return null;
    throw error;
  }
}

/** The tree of an earlier moment has to be made. */
const earlier = ({ args: { asOf } }: Asked): number => (asOf === null || asOf === undefined ? 0 : EARLIER);

/** How many periods a series has; one where it will be refused. */
function seriesLength({ args: { from, to, by }, today }: Asked): number {
  const [first, last] = [periodOf(from, today), periodOf(to, today)];
  const days = typeof by === 'string' ? DAYS.get(by) : undefined;
  if (first === null || last === null || days === undefined) return 1;
  return Math.min(Math.max(1, Math.ceil(daysBetween(first.start, last.end) / days)), LIMITS.objects + 1);
}

function tableOf({ args: { indicators, regions, periods }, tree }: Asked): Many {
  const { codes, within, level, includeSelf } = {
    codes: null,
    within: null,
    level: null,
    includeSelf: false,
    ...Object(regions),
  };
  const root = within === null || within === undefined ? [] : placeOf(within, tree);
  const chosen = levelOf(level);
  const below = root?.flatMap((region) =>
    chosen === undefined ? tree.children(region) : tree.descendants(region, chosen),
  );
  const listed: readonly unknown[] = Array.isArray(codes) ? codes : [];
  const places = [
    ...listed.flatMap((code) => placeOf(code, tree) ?? []),
    ...(below ?? []),
    ...(includeSelf ? (root ?? []) : []),
  ];
  const fromRows = (Array.isArray(periods) ? periods : []).some((one) => valuePoints(places, text(one)) > VALUE);
  return { count: 1, places, rows: places.length * length(periods), columns: length(indicators), fromRows };
}

function valuePoints(places: readonly Region[] | null, period: string): number {
  const fromRows = places?.some(({ level }) => !inLedger(level)) === true;
  return fromRows || NOT_MONTHS.test(period) ? FROM_ROWS : VALUE;
}

/** All regions that a rank within a scope looks at, each once, and a little for each rank. */
function rankPoints({ args: { within }, of: { count, places }, tree }: Asked): number {
  if (places === null) return RANK + VALUE * PEERS;
  const seen = new Set<string>();
  let peers = 0;
  for (const region of places) {
    const scope = levelOf(text(within).toLowerCase());
    const root = scope === undefined ? (parent(tree, region)[0] ?? null) : tree.ancestorAt(region, scope);
    const group = `${root?.id ?? 0} ${region.level}`;
    if (seen.has(group)) continue;
    seen.add(group);
    peers += root === null ? tree.roots.length : tree.descendants(root, region.level).length;
  }
  return RANK + (peers * 2 * valuePoints(places, '')) / Math.max(count, 1);
}

const page = ({ args: { first }, of }: Asked): Many => ({
  count: of.count,
  places: null,
  rows: Math.min(Math.max(typeof first === 'number' ? first : LIMITS.pageDefault, 1), LIMITS.page),
});

/** By `Type.field`, or by `.field` in every type. A field that is not named costs nothing but its object. */
export const RULES: Readonly<Record<string, Rule>> = {
  'Query.region': { points: earlier, gives: ({ args: { code }, tree }) => ({ count: 1, places: placeOf(code, tree) }) },
  'Mutation.createKey': { points: MUTATION },
  'Mutation.rotateKey': { points: MUTATION },
  'Mutation.revokeKey': { points: MUTATION },
  'Viewer.usage': { points: STATEMENT },
  'Query.regions': { points: STATEMENT, gives: page },
  'Query.nodes': {
    points: ({ args: { ids } }) => STATEMENT + length(ids) * 0.1,
    gives: ({ args: { ids } }) => ({ count: length(ids), places: null }),
  },
  'Query.node': { points: STATEMENT },
  'Query.indicators': { gives: () => ({ count: 100, places: null }) },
  'Query.indicatorTable': { points: (asked) => STATEMENT + earlier(asked), gives: tableOf },
  'IndicatorRow.values': {
    points: ({ of }) => (of.columns ?? 0) * (of.fromRows ? FROM_ROWS : VALUE),
    gives: ({ of }) => times(of, of.columns ?? 0),
  },
  'Query.changes': {
    points: ({ args: { first } }) => 3 * STATEMENT * (typeof first === 'number' ? first : CHANGES),
    gives: ({ args: { first } }) => ({ count: typeof first === 'number' ? first : CHANGES, places: null }),
  },
  'Subscription.dataChanged': { points: 3 * STATEMENT, gives: () => ({ count: 1, places: null }) },
  'DataChange.values': { gives: ({ of }) => times(of, CHANGED_VALUES) },
  'IndicatorTable.rows': { gives: ({ of }) => ({ ...of, ...times(of, of.rows ?? 0) }) },
  'IndicatorTable.regions': { gives: ({ of: { places } }) => ({ count: places?.length ?? 0, places }) },
  'IndicatorTable.indicators': { gives: ({ of }) => times(of, of.columns ?? 0) },
  'Region.parent': { gives: ({ of, tree }) => around(of, (region) => parent(tree, region), 1) },
  'Region.ancestors': { gives: ({ of, tree }) => around(of, tree.ancestors, 4) },
  'Region.children': { gives: ({ of, tree }) => around(of, tree.children, CHILDREN) },
  'Region.descendants': {
    gives: ({ of, tree, args: { level } }) =>
      around(of, (region) => tree.descendants(region, levelOf(level)), CHILDREN ** 2),
  },
  'Region.indicator': { points: ({ of, args: { period } }) => valuePoints(of.places, text(period)) },
  'Region.indicators': {
    points: ({ of, args: { codes, period } }) => length(codes) * valuePoints(of.places, text(period)),
    gives: ({ of, args: { codes } }) => times(of, length(codes)),
  },
  'Region.series': {
    points: (asked) =>
      seriesLength(asked) *
      valuePoints(asked.of.places, asked.args.by === 'day' || asked.args.by === 'week' ? 'LATEST' : ''),
    gives: (asked) => times(asked.of, seriesLength(asked)),
  },
  'Query.assessment': { points: (asked) => ASSESSMENT + earlier(asked), gives: () => ({ count: 1, places: null }) },
  'Region.assessments': { points: ASSESSMENT, gives: ({ of }) => times(of, 1) },
  'Assessment.standing': { points: STANDING },
  'Assessment.items': { gives: ({ of }) => times(of, 12) },
  'IndicatorValue.target': { points: VALUE * 2 },
  'IndicatorValue.break': { points: VALUE },
  'IndicatorValue.change': { points: VALUE },
  'IndicatorValue.rank': { points: rankPoints },
  'IndicatorValue.sentence': { points: (asked) => VALUE + rankPoints({ ...asked, args: { within: 'CITY' } }) },
  'IndicatorValue.interval': { points: VALUE },
  'IndicatorValue.breakdown': { points: 0.5, gives: ({ of }) => times(of, 12) },
  'IndicatorValue.explanation': { points: 1 },
  'IndicatorValue.reported': { points: VALUE, gives: ({ of }) => times(of, 2) },
  'Rank.tiedWith': { gives: ({ of }) => times(of, 2) },
  'Change.reported': { gives: ({ of }) => times(of, 1) },
  'IndicatorValue.revisions': { points: REVISIONS, gives: ({ of }) => times(of, 10) },
  'Import.impact': { points: IMPACT },
  'Mutation.importFile': { points: ({ args: { impact } }) => WORK + (impact === true ? IMPACT : 0) },
  'Mutation.undoImport': { points: ({ args: { impact } }) => WORK + (impact === true ? IMPACT : 0) },
  'ExpectedImpact.values': { gives: ({ of }) => times(of, LIMITS.page) },
  'Region.coverage': { points: STATEMENT },
  '.totalCount': { points: STATEMENT },
};

/** A list in pages, whatever it lists. */
export const PAGED: Rule = { points: STATEMENT, gives: page };

function parent(tree: RegionTree, { parentId }: Region): readonly Region[] {
  const found = parentId === null ? null : tree.byId(parentId);
  return found === null ? [] : [found];
}
