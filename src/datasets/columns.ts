import type { Day } from '../kernel/day.ts';
import type { Label } from '../kernel/label.ts';

/** What every column says of itself: its names in files and in words. */
export interface ColumnNames {
  readonly label: Label;
  readonly aliases: readonly string[];
  readonly required: boolean;
}

/** One word of a closed list: its label and the other forms seen in files. */
export interface Choice {
  readonly label: Label;
  readonly aliases: readonly string[];
}

export interface TextColumn extends ColumnNames {
  readonly kind: 'text';
  /** Numbers and codes of things, taken as they stand: digits in it are no telephone numbers. */
  readonly identifier: boolean;
}
/** A calendar day; `date` in the database. */
export interface DayColumn extends ColumnNames {
  readonly kind: 'day';
}
/** A moment; Asia/Shanghai when the cell names no zone; `timestamptz` in the database. */
export interface TimeColumn extends ColumnNames {
  readonly kind: 'time';
  /** A day without a clock stands for its end, not its beginning. */
  readonly deadline: boolean;
}
/** A whole number, not negative; `int` in the database. */
export interface CountColumn extends ColumnNames {
  readonly kind: 'count';
}
/** Yuan with two decimals in files, cents (`bigint`) in the database. */
export interface MoneyColumn extends ColumnNames {
  readonly kind: 'money';
}
/** A percentage with three decimals: 98.639 stands for 98.639 %. */
export interface RateColumn extends ColumnNames {
  readonly kind: 'rate';
}
/** A number that may have a fraction: a score. Three decimals. */
export interface NumberColumn extends ColumnNames {
  readonly kind: 'number';
}
/** A number in the unit of an indicator, below 0 too: 98.5, 98.5%, 5.8万. Three decimals. */
export interface QuantityColumn extends ColumnNames {
  readonly kind: 'quantity';
}
export interface FlagColumn extends ColumnNames {
  readonly kind: 'flag';
}
export interface ChoiceColumn<Code extends string = string, Group extends string = string> extends ColumnNames {
  readonly kind: 'choice';
  readonly choices: Readonly<Record<Code, Choice>>;
  /** Nouns that people write behind any of the words: 婚姻家庭纠纷 for 婚姻家庭. */
  readonly suffixes?: readonly string[];
  /** The words that lie below a word, where the list is a tree. */
  readonly tree?: Readonly<Partial<Record<Code, readonly Code[]>>>;
  /** Words that are counted together under a name of their own. */
  readonly groups?: Readonly<Record<Group, readonly GroupVersion<Code>[]>>;
}
/** What a group holds from a day on, up to the next version: these words and all below them. */
export interface GroupVersion<Code extends string = string> {
  /** Null for the first version: since ever. */
  readonly from: Day | null;
  readonly words: readonly Code[];
  /** Who lists them so. */
  readonly basis?: Label;
}
/** A year of assessment; `int` in the database. */
export interface YearColumn extends ColumnNames {
  readonly kind: 'year';
}
/** The place of a row: one column, or one for each level. Stored as `region_id`. */
export interface RegionColumn extends ColumnNames {
  readonly kind: 'region';
  /** A place that is found only in part is kept at the part found, its full wording in `locality`. */
  readonly partly: boolean;
}
/** Stored as the period's code, `<name>_start` and `<name>_end` (exclusive). */
export interface PeriodColumn extends ColumnNames {
  readonly kind: 'period';
}
/** A figure as printed. Stored as `printed`, `value`, `value_low`, `value_high`, `qualifier`, `unit`. */
export interface PrintedColumn extends ColumnNames {
  readonly kind: 'printed';
}
/**
 * A name or code of the catalogue. Stored as the words (`measure`) and the code they stand for (`indicator`); where it
 * must be known, as the code alone, under its own name.
 */
export interface IndicatorColumn extends ColumnNames {
  readonly kind: 'indicator';
  /** A row with words that the catalogue does not have is rejected. */
  readonly known: boolean;
  /** The choice column that says against what; the words of the measure say it where that is empty (同比, （前）). */
  readonly comparison: string | null;
}
/** A key or title of a source document. Stored as `source_id`. */
export interface SourceColumn extends ColumnNames {
  readonly kind: 'source';
}

export type Column =
  | TextColumn
  | DayColumn
  | TimeColumn
  | CountColumn
  | MoneyColumn
  | RateColumn
  | NumberColumn
  | QuantityColumn
  | FlagColumn
  | YearColumn
  | ChoiceColumn
  | RegionColumn
  | PeriodColumn
  | PrintedColumn
  | IndicatorColumn
  | SourceColumn;

export type Columns = Readonly<Record<string, Column>>;

interface NameOptions {
  readonly aliases?: readonly string[];
  readonly required?: boolean;
}

const names = (zh: string, en: string, options: NameOptions = {}): ColumnNames => ({
  label: { zh, en },
  aliases: options.aliases ?? [],
  required: options.required ?? false,
});

export const text = (zh: string, en: string, options?: NameOptions): TextColumn => ({
  kind: 'text',
  identifier: false,
  ...names(zh, en, options),
});
/** The number or code of a case, a policy, a team. */
export const identifier = (zh: string, en: string, options?: NameOptions): TextColumn => ({
  ...text(zh, en, options),
  identifier: true,
});
export const day = (zh: string, en: string, options?: NameOptions): DayColumn => ({
  kind: 'day',
  ...names(zh, en, options),
});
export const time = (zh: string, en: string, options?: NameOptions & { deadline?: boolean }): TimeColumn => ({
  kind: 'time',
  deadline: options?.deadline ?? false,
  ...names(zh, en, options),
});
export const count = (zh: string, en: string, options?: NameOptions): CountColumn => ({
  kind: 'count',
  ...names(zh, en, options),
});
export const money = (zh: string, en: string, options?: NameOptions): MoneyColumn => ({
  kind: 'money',
  ...names(zh, en, options),
});
export const rate = (zh: string, en: string, options?: NameOptions): RateColumn => ({
  kind: 'rate',
  ...names(zh, en, options),
});
export const number = (zh: string, en: string, options?: NameOptions): NumberColumn => ({
  kind: 'number',
  ...names(zh, en, options),
});
export const quantity = (zh: string, en: string, options?: NameOptions): QuantityColumn => ({
  kind: 'quantity',
  ...names(zh, en, options),
});
export const flag = (zh: string, en: string, options?: NameOptions): FlagColumn => ({
  kind: 'flag',
  ...names(zh, en, options),
});
export const year = (zh: string, en: string, options?: NameOptions): YearColumn => ({
  kind: 'year',
  ...names(zh, en, options),
});
export const region = (zh: string, en: string, options?: NameOptions & { partly?: boolean }): RegionColumn => ({
  kind: 'region',
  partly: options?.partly ?? false,
  ...names(zh, en, options),
});
export const period = (zh: string, en: string, options?: NameOptions): PeriodColumn => ({
  kind: 'period',
  ...names(zh, en, options),
});
export const printed = (zh: string, en: string, options?: NameOptions): PrintedColumn => ({
  kind: 'printed',
  ...names(zh, en, options),
});
export const indicator = (
  zh: string,
  en: string,
  options?: NameOptions & { comparison?: string; known?: boolean },
): IndicatorColumn => ({
  kind: 'indicator',
  known: options?.known ?? false,
  comparison: options?.comparison ?? null,
  ...names(zh, en, options),
});
export const source = (zh: string, en: string, options?: NameOptions): SourceColumn => ({
  kind: 'source',
  ...names(zh, en, options),
});

/** Each word is `[zh, en, ...other forms]`. */
export const choice = <const Code extends string, const Group extends string = never>(
  zh: string,
  en: string,
  words: Readonly<Record<Code, readonly [zh: string, en: string, ...aliases: string[]]>>,
  {
    tree,
    groups,
    suffixes,
    ...options
  }: NameOptions & Pick<ChoiceColumn<NoInfer<Code>, Group>, 'tree' | 'groups' | 'suffixes'> = {},
): ChoiceColumn<Code, Group> => ({
  kind: 'choice',
  choices: mapValues(words, ([wordZh, wordEn, ...aliases]) => ({ label: { zh: wordZh, en: wordEn }, aliases })),
  ...(suffixes === undefined ? {} : { suffixes }),
  ...(tree === undefined ? {} : { tree }),
  ...(groups === undefined ? {} : { groups }),
  ...names(zh, en, options),
});

/** These words and all that lie below them. */
export function withBelow({ tree = {} }: Pick<ChoiceColumn, 'tree'>, words: readonly string[]): readonly string[] {
  const below = words.flatMap((word) => tree[word] ?? []);
  return below.length === 0 ? words : [...words, ...withBelow({ tree }, below)];
}

function mapValues<Key extends string, From, To>(from: Readonly<Record<Key, From>>, to: (value: From) => To) {
  // Object.entries keeps exactly the keys of `from`, so the cast only restores what it forgets.
  return Object.fromEntries(Object.entries<From>(from).map(([key, value]) => [key, to(value)])) as Record<Key, To>;
}

export const required = { required: true } as const;
