import type { Indicator } from '../../indicators/indicator.ts';
import type { DefinitionVersion } from '../../indicators/version.ts';
import type { Exact } from '../../kernel/exact.ts';
import type { Label } from '../../kernel/label.ts';
import type { Period } from '../../kernel/period.ts';
import type { Region } from '../../regions/region.ts';
import type { RuleRow } from '../sources/assessment-source.ts';

export type Section = RuleRow['section'];
export type Method = RuleRow['method'];

/** One item of a scheme, scored. */
export interface AssessmentItem {
  readonly name: string;
  readonly section: Section;
  readonly department: string | null;
  /** What was read; null for events and fixed points. */
  readonly indicator: Indicator | null;
  /** The number read; null where it is missing, or for fixed points. */
  readonly input: Exact | null;
  /** The same in words: 94.5%, 位次下降6位, 2起. */
  readonly inputText: Label;
  /** Signed: deductions and vetoes below 0. Null where the input is missing: it is never taken for 0. */
  readonly points: Exact | null;
  /** The most that the item can come to, without sign. */
  readonly cap: Exact | null;
  readonly capped: boolean;
  /** The rule in words. */
  readonly rule: Label;
  /** How rule and input make the points. */
  readonly working: Label;
  /** Why there are no points; null where there are. */
  readonly missing: Label | null;
}

/** A region assessed under a scheme for a year. */
export interface Assessment {
  readonly scheme: string;
  readonly period: Period;
  readonly region: Region;
  readonly group: string | null;
  readonly items: readonly AssessmentItem[];
  /** The scheme and what its rules were: alike in two years where no line was changed. */
  readonly version: DefinitionVersion;
  /** Imports of its rules, of the unit, and of the events entered, with how many rows each gave. */
  readonly imports: ReadonlyMap<number, number>;
  /** The sum of all items; null unless all inputs are there. */
  readonly score: Exact | null;
  /** The sum of the items whose inputs are there. */
  readonly subtotal: Exact;
  readonly vetoed: boolean;
  /** Items without an input. */
  readonly missing: readonly string[];
}

/** A place among the units of a scheme that have a score; equals share the better one. */
export interface Standing {
  readonly position: number | null;
  readonly of: number;
  /** Units without a score. */
  readonly unscored: number;
}
