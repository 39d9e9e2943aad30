import type { Formula } from '../../indicators/formula.ts';
import { type Exact, exact, HUNDRED, isZero, over, plus, roundHalfUp, times, ZERO } from '../../kernel/exact.ts';
import { type Label, label } from '../../kernel/label.ts';
import type { Period } from '../../kernel/period.ts';
import { periodLabel } from '../../kernel/period-label.ts';
import type { Region, RegionLevel } from '../../regions/region.ts';
import type { Engine } from '../engine.ts';
import type { RateRow } from '../sources/rows-source.ts';
import { type Missing, noSurveyHere, notAskedThen, notReported, onlyByRound, partsWithoutSample } from './absence.ts';
import { type Counted, without } from './counted.ts';
import { versionsAt, versionsDuring } from './definition.ts';
import { samePeriod, storedPeriod } from './figure.ts';
import type { Subject } from './value.ts';

type SurveyFormula = Extract<Formula, { kind: 'survey' }>;

interface Part {
  readonly region: Region;
  readonly rows: readonly RateRow[];
}

/** Where a region's parts may have been surveyed in its stead. */
const PART_LEVELS: Readonly<Partial<Record<RegionLevel, readonly RegionLevel[]>>> = {
  province: ['city', 'county'],
  city: ['county'],
  county: ['township'],
};
const NAMED = 5;

/** Where a rate comes from: the region's own row, or one row of each part; null when there is none. */
type Answer =
  | { readonly kind: 'own'; readonly row: RateRow; readonly rows: readonly RateRow[] }
  | { readonly kind: 'parts'; readonly parts: readonly Part[]; readonly round: Period };

/** The region's own row of that round (the last round of a year), else the answers of all its parts added up. */
export async function surveyValue(engine: Engine, subject: Subject, formula: SurveyFormula): Promise<Counted> {
  const { level } = subject.region;
  if (level === 'village' || level === 'grid') return without(noSurveyHere(subject));
  const answer = await answerOf(engine, subject, formula);
  if (answer === null) return without(notAsked(engine, subject) ?? noRound(subject) ?? notReported(subject));
  return answer.kind === 'own'
    ? fromRow(subject, answer.row, answer.rows)
    : rolledUp(subject, answer.parts, answer.round);
}

/** A round is a month or more; a span of some days or years of the caller's choice is none. */
function noRound(subject: Subject): Missing | null {
  const { kind } = subject.period;
  return kind === 'day' || kind === 'week' || kind === 'range' ? onlyByRound(subject) : null;
}

/** A question that belongs to the surveys of the area only at other times. */
function notAsked(engine: Engine, subject: Subject): Missing | null {
  const { indicator, region, period } = subject;
  const versions = versionsAt(engine, indicator, region).filter(({ area }) => area !== null);
  const asked = versions.length === 0 || versionsDuring(engine, indicator, region, period).length > 0;
  return asked ? null : notAskedThen(subject, versions);
}

/** The rows that make the value. */
export async function surveyRowsUsed(engine: Engine, subject: Subject): Promise<readonly RateRow[]> {
  const { formula } = subject.indicator;
  const answer = formula.kind === 'survey' ? await answerOf(engine, subject, formula) : null;
  if (answer === null) return [];
  if (answer.kind === 'own') return [answer.row];
  return partRows(answer.parts, answer.round).flatMap(({ row }) => (row === null ? [] : [row]));
}

async function answerOf(engine: Engine, { region, period }: Subject, formula: SurveyFormula): Promise<Answer | null> {
  const rowsOf = async (one: Region): Promise<Part> => ({
    region: one,
    rows: await ratesOf(engine, formula, one, period),
  });
  const [own, ...below] = await Promise.all([
    rowsOf(region),
    ...partsAt(engine, region).map((regions) => Promise.all(regions.map(rowsOf))),
  ]);
  const row = rowOf(own.rows, period);
  if (row !== null) return { kind: 'own', row, rows: own.rows };
  for (const parts of below) {
    const round = lastRound(
      parts.flatMap(({ rows }) => rows),
      period,
    );
    if (round !== null) return { kind: 'parts', parts, round };
  }
  return null;
}

const partRows = (parts: readonly Part[], round: Period) =>
  parts.map(({ region, rows }) => ({ region, row: rowOf(rows.filter(inRound(round)), round) }));

/** The row of exactly this region; null when there is none. Printed ranks stand in it. */
export async function surveyRow(engine: Engine, { indicator, region, period }: Subject): Promise<RateRow | null> {
  const { formula } = indicator;
  return formula.kind === 'survey' ? rowOf(await ratesOf(engine, formula, region, period), period) : null;
}

const ratesOf = (engine: Engine, formula: SurveyFormula, region: Region, period: Period) =>
  engine.rates({
    dataset: formula.dataset,
    item: formula.item,
    regionId: region.id,
    from: period.start,
    to: period.end,
    within: period.kind === 'year',
  });

function partsAt(engine: Engine, region: Region): readonly (readonly Region[])[] {
  const levels = PART_LEVELS[region.level] ?? [];
  const parts = levels.map((level) => engine.tree.descendants(region, level));
  const bare = region.level === 'city' && parts.every((regions) => regions.length === 0);
  return bare ? [engine.tree.descendants(region, 'township')] : parts;
}

const roundOf = (row: RateRow): Period => storedPeriod(row.round, row.start, row.end);

/** The round itself, else the last one inside the period. */
function lastRound(rows: readonly RateRow[], period: Period): Period | null {
  const rounds = rows.map(roundOf).filter(({ kind }) => (kind === 'instant') === (period.kind === 'instant'));
  const own = rounds.find((round) => samePeriod(round, period));
  if (own !== undefined) return own;
  return rounds.reduce<Period | null>((last, one) => (last === null || isLater(one, last) ? one : last), null);
}

const isLater = (a: Period, b: Period): boolean => a.end > b.end || (a.end === b.end && a.start > b.start);

/** Of several instruments the one of the greatest name, as later versions sort after earlier ones. */
function rowOf(rows: readonly RateRow[], period: Period): RateRow | null {
  const round = lastRound(rows, period);
  if (round === null) return null;
  return rows
    .filter((row) => samePeriod(roundOf(row), round))
    .reduce<RateRow | null>((best, row) => (best === null || row.instrument > best.instrument ? row : best), null);
}

function fromRow(subject: Subject, row: RateRow, rows: readonly RateRow[]): Counted {
  const sample = row.sample === null ? null : exact(row.sample);
  const positive = row.positive === null ? null : exact(row.positive);
  const answers = sample === null || positive === null || isZero(sample) ? null : percentOf(positive, sample);
  const value = row.rate === null ? answers : exact(row.rate);
  const others = rows.filter((one) => one.round === row.round && one.instrument !== row.instrument);
  return {
    ...without(value === null ? notReported(subject) : null),
    exact: value,
    numerator: positive,
    denominator: sample,
    instruments: row.instrument === '' ? [] : [row.instrument],
    round: roundOf(row),
    notes: [
      ...roundNote(subject.period, roundOf(row)),
      ...(others.length === 0
        ? []
        : [
            label(
              `同一批次有${others.length + 1}种问卷，取“${row.instrument}”`,
              `the round has ${others.length + 1} instruments; “${row.instrument}” is used`,
            ),
          ]),
    ],
  };
}

function rolledUp(subject: Subject, parts: readonly Part[], round: Period): Counted {
  const taken = partRows(parts, round);
  const lacking = taken.filter(({ row }) => row === null || answersOf(row) === null).map(({ region }) => region.name);
  if (lacking.length > 0) {
    const missing = partsWithoutSample(lacking.slice(0, NAMED), Math.max(0, lacking.length - NAMED));
    return { ...without(missing), round, notes: roundNote(subject.period, round) };
  }
  const rows = taken.flatMap(({ row }) => (row === null ? [] : [row]));
  const answers = rows.map(answersOf).filter((one) => one !== null);
  const positive = answers.reduce((sum, one) => plus(sum, one.positive), ZERO);
  const sample = answers.reduce((sum, one) => plus(sum, one.sample), ZERO);
  const instruments = [...new Set(rows.map(({ instrument }) => instrument))].filter((name) => name !== '').sort();
  return {
    ...without(null),
    exact: percentOf(positive, sample),
    numerator: positive,
    denominator: sample,
    derived: true,
    instruments,
    round,
    notes: [
      ...roundNote(subject.period, round),
      label(`由${rows.length}个下级地区的回答汇总`, `rolled up from the answers of ${rows.length} regions below`),
      ...(instruments.length > 1
        ? [label(`下级地区的问卷不同：${instruments.join('、')}`, `instruments differ: ${instruments.join(', ')}`)]
        : []),
    ],
  };
}

const inRound = (round: Period) => (row: RateRow) => samePeriod(roundOf(row), round);

/** Whole answers where the printed rate can only stand for one number of them. */
function answersOf(row: RateRow): { readonly positive: Exact; readonly sample: Exact } | null {
  if (row.sample === null || row.sample === 0) return null;
  const sample = exact(row.sample);
  if (row.positive !== null) return { positive: exact(row.positive), sample };
  if (row.rate === null) return null;
  const share = over(times(exact(row.rate), sample), HUNDRED);
  const whole = roundHalfUp(share, 0);
  const reprinted = roundHalfUp(percentOf(whole, sample), 3);
  return { positive: isZero(reprinted.sub(exact(row.rate))) ? whole : share, sample };
}

const percentOf = (part: Exact, whole: Exact): Exact => times(over(part, whole), HUNDRED);

function roundNote(period: Period, round: Period): readonly Label[] {
  if (samePeriod(period, round)) return [];
  const zh = periodLabel(round, 'zh');
  const en = periodLabel(round, 'en');
  return [label(`取该年最后一次测评：${zh}`, `the last round of the year is used: ${en}`)];
}
