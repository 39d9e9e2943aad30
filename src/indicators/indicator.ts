import type { Label } from '../kernel/label.ts';
import type { UnitCode } from '../kernel/unit.ts';
import type { Formula, MeasureCode, SurveyItem, Term } from './formula.ts';
import { type DeclaredVersion, type DefinitionVersion, dated } from './version.ts';

/** Decides lawful roll-up, interval, unit of change and bounds. */
export type IndicatorKind =
  | 'count'
  | 'stock'
  | 'ratio'
  | 'proportion'
  | 'rate_per_population'
  | 'survey_rate'
  | 'mean'
  | 'median'
  | 'share'
  | 'index'
  | 'score';

export type Direction = 'higher' | 'lower' | 'none';

export interface Indicator {
  /** `mediation.resolution_rate` */
  readonly code: string;
  readonly theme: string;
  readonly kind: IndicatorKind;
  readonly name: Label;
  /** Other names under which it is printed. */
  readonly aliases: readonly string[];
  readonly unit: UnitCode;
  readonly decimals: number;
  /** Which way is better. */
  readonly direction: Direction;
  readonly formula: Formula;
  /** The formula in words. */
  readonly definition: Label;
  readonly note: Label | null;
  /** Code of the version in force wherever no area has its own. */
  readonly version: string;
  /** What it meant when, and where; at least one. */
  readonly versions: readonly DefinitionVersion[];
  /** Below this share of reported township-months a counted value is withheld as INCOMPLETE. */
  readonly minimumCoverage: number;
  /** Its records are seldom kept: where they count nothing, a reported figure is the value. */
  readonly zeroYields: boolean;
}

export interface Theme {
  readonly code: string;
  readonly name: Label;
  readonly indicators: Readonly<Record<string, Indicator>>;
}

interface Frame {
  readonly aliases?: readonly string[];
  readonly note?: Label;
  readonly direction?: Direction;
  readonly decimals?: number;
  readonly unit?: UnitCode;
  /** Dated definitions, the earliest first; without them the definition holds always and everywhere. */
  readonly versions?: readonly DeclaredVersion[];
  readonly zeroYields?: boolean;
}

/** An indicator before its theme gives it the code. */
export type Draft = Omit<Indicator, 'code' | 'theme'>;

const draft = (
  kind: IndicatorKind,
  [zh, en]: readonly [string, string],
  [definitionZh, definitionEn]: readonly [string, string],
  formula: Formula,
  defaults: { unit: UnitCode; decimals: number; direction: Direction },
  frame: Frame = {},
): Draft => ({
  kind,
  name: { zh, en },
  aliases: frame.aliases ?? [],
  unit: frame.unit ?? defaults.unit,
  decimals: frame.decimals ?? defaults.decimals,
  direction: frame.direction ?? defaults.direction,
  formula,
  definition: { zh: definitionZh, en: definitionEn },
  note: frame.note ?? null,
  ...definitions({ zh: definitionZh, en: definitionEn }, frame.versions ?? []),
  minimumCoverage: 0.5,
  zeroYields: frame.zeroYields ?? false,
});

/** A definition without an area holds wherever no area has one of its own. */
function definitions(note: Label, declared: readonly DeclaredVersion[]): Pick<Indicator, 'version' | 'versions'> {
  const general = declared.filter(({ area }) => !area);
  const versions = dated(general.length === 0 ? [{ code: '1', from: null, note }, ...declared] : declared);
  return { version: general.at(-1)?.code ?? '1', versions };
}

type Names = readonly [zh: string, en: string];

const ofMeasure =
  (kind: 'count' | 'stock', direction: Direction) =>
  (names: Names, definition: Names, measure: Term, frame?: Frame): Draft =>
    draft(kind, names, definition, { kind: 'measure', measure }, { unit: 'count', decimals: 0, direction }, frame);

export const count = ofMeasure('count', 'none');
export const stock = ofMeasure('stock', 'higher');

const hundred = { unit: 'percent', decimals: 2, direction: 'higher' } as const;
const terms = (term: Term | readonly Term[]): readonly Term[] => (isList(term) ? term : [term]);
const isList = (term: Term | readonly Term[]): term is readonly Term[] => Array.isArray(term);

const percentage =
  (kind: 'ratio' | 'proportion') =>
  (names: Names, definition: Names, of: Term | readonly Term[], over: Term | readonly Term[], frame?: Frame): Draft =>
    draft(kind, names, definition, { kind: 'ratio', of: terms(of), over: terms(over), factor: 100 }, hundred, frame);

/** May pass 100 %: numerator and denominator are counted by different days. */
export const ratio = percentage('ratio');
/** k of n: cannot pass 100 %, has a Wilson interval. */
export const proportion = percentage('proportion');

/** A quotient of two unlike sums. */
export const mean = (names: Names, definition: Names, of: Term, over: Term, frame?: Frame): Draft =>
  draft(
    'mean',
    names,
    definition,
    { kind: 'ratio', of: [of], over: [over], factor: 1 },
    { unit: 'ratio', decimals: 2, direction: 'none' },
    frame,
  );

export const perPopulation = (
  names: Names,
  definition: Names,
  of: Term,
  factor: 10_000 | 100_000,
  frame?: Frame,
): Draft =>
  draft(
    'rate_per_population',
    names,
    definition,
    { kind: 'perPopulation', of: [of], over: 'population.resident', factor },
    { unit: factor === 10_000 ? 'per10k' : 'per100k', decimals: 2, direction: 'none' },
    frame,
  );

/** The share of the regions of a level that a measure counts. */
export const perRegions = (
  names: Names,
  definition: Names,
  of: Term,
  level: Extract<Formula, { kind: 'perRegions' }>['level'],
  frame?: Frame,
): Draft =>
  draft('proportion', names, definition, { kind: 'perRegions', of: [of], level, factor: 100 }, hundred, frame);

export const median = (names: Names, definition: Names, measure: MeasureCode, frame?: Frame): Draft =>
  draft(
    'median',
    names,
    definition,
    { kind: 'median', measure },
    { unit: 'day', decimals: 1, direction: 'lower' },
    frame,
  );

export const share = (names: Names, definition: Names, measure: MeasureCode, by: string, frame?: Frame): Draft =>
  draft(
    'share',
    names,
    definition,
    { kind: 'share', measure, by },
    { ...hundred, decimals: 1, direction: 'none' },
    frame,
  );

export const survey = (names: Names, definition: Names, item: SurveyItem, frame?: Frame): Draft =>
  draft(
    'survey_rate',
    names,
    definition,
    { kind: 'survey', dataset: 'survey_rates', item },
    { unit: 'percent', decimals: 3, direction: 'higher' },
    frame,
  );

/** By the schemes of assessment that offices import. */
export const assessed = (names: Names, definition: Names, frame?: Frame): Draft =>
  draft('score', names, definition, { kind: 'assessment' }, { unit: 'score', decimals: 2, direction: 'higher' }, frame);

/** Known only as printed or reported; `kind` still decides how it compares. */
export const reported = (
  kind: IndicatorKind,
  names: Names,
  definition: Names,
  frame: Frame & { unit: UnitCode },
): Draft =>
  draft(
    kind,
    names,
    definition,
    { kind: 'reported' },
    { unit: frame.unit, decimals: frame.unit === 'percent' ? 2 : 0, direction: 'none' },
    frame,
  );

/** Gives each draft its code: theme `mediation`, key `resolutionRate` becomes `mediation.resolution_rate`. */
export function theme(code: string, zh: string, en: string, drafts: Readonly<Record<string, Draft>>): Theme {
  const indicators = Object.fromEntries(
    Object.entries(drafts).map(([name, one]) => {
      const snakeName = name.replace(/[A-Z]|\d+/g, (part) => `_${part.toLowerCase()}`);
      return [`${code}.${snakeName}`, { ...one, code: `${code}.${snakeName}`, theme: code }];
    }),
  );
  return { code, name: { zh, en }, indicators };
}
