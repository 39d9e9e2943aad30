import type { Columns } from '../../datasets/columns.ts';
import type { Dataset, Rule } from '../../datasets/dataset.ts';
import { snake } from '../../datasets/dataset.ts';
import type { Where } from '../../datasets/measures.ts';
import {
  absolute,
  compare,
  exact,
  HUNDRED,
  isZero,
  minus,
  over,
  roundHalfUp,
  times,
  toFixed,
} from '../../kernel/exact.ts';
import type { Label } from '../../kernel/label.ts';
import { shownValue } from '../cells/shown-value.ts';
import type { IssueCode } from './issue.ts';

/** The stored text of a column of the row; null where it is empty. */
export type Stored = (column: string) => string | null;

export interface Violation {
  readonly severity: 'error' | 'warning';
  readonly code: Extract<IssueCode, 'rule' | 'missing_required'>;
  /** The declared column that is blamed. */
  readonly column: string;
  readonly message: Label;
}

/**
 * The contradictions between the cells of a row, one for each rule that it breaks.
 * @param faulty columns whose cells could not be read: rules over them say nothing
 */
export function brokenRules(dataset: Dataset, stored: Stored, faulty: ReadonlySet<string>): readonly Violation[] {
  const broken: Violation[] = [];
  for (const rule of dataset.rules) {
    if (faulty.size > 0 && columnsOf(rule).some((column) => faulty.has(column))) continue;
    const violation = check(dataset, rule, stored);
    if (violation !== null) broken.push(violation);
  }
  return broken;
}

function columnsOf(rule: Rule): readonly string[] {
  switch (rule.kind) {
    case 'order':
      return rule.columns;
    case 'implies':
      return [...Object.keys(rule.when), ...Object.keys(rule.must)];
    case 'atMost':
      return [rule.small, rule.large];
    case 'share':
      return [rule.rate, rule.part, rule.whole];
    case 'oneOf':
      return rule.groups.flat();
    default:
      return rule satisfies never;
  }
}

function check(dataset: Dataset, rule: Rule, stored: Stored): Violation | null {
  switch (rule.kind) {
    case 'order':
      return checkOrder(dataset, rule.columns, stored);
    case 'implies':
      return holds(rule.when, stored) && !holds(rule.must, stored)
        ? { severity: 'error', code: 'rule', column: Object.keys(rule.must)[0] ?? '', message: rule.message }
        : null;
    case 'atMost': {
      const small = stored(rule.small);
      const large = stored(rule.large);
      if (small === null || large === null || compare(exact(small), exact(large)) <= 0) return null;
      const [a, b] = [valued(dataset, rule.small, small), valued(dataset, rule.large, large)];
      return {
        severity: rule.severity,
        code: 'rule',
        column: rule.small,
        message: { zh: `${a.zh}大于${b.zh}`, en: `${a.en} is more than ${b.en}` },
      };
    }
    case 'share':
      return checkShare(dataset, rule, stored);
    case 'oneOf':
      return rule.groups.some((group) => group.every((column) => stored(column) !== null))
        ? null
        : { severity: 'error', code: 'missing_required', column: rule.groups[0]?.[0] ?? '', message: rule.message };
    default:
      return rule satisfies never;
  }
}

const HALF_A_PERCENT = exact('0.5');

function checkShare(
  dataset: Dataset,
  { rate, part, whole }: Extract<Rule, { kind: 'share' }>,
  stored: Stored,
): Violation | null {
  const [share, some, all] = [stored(rate), stored(part), stored(whole)].map((text) =>
    text === null ? null : exact(text),
  );
  if (!share) return null;
  const label = named(dataset, rate);
  if (compare(share, HUNDRED) > 0) {
    const value = shownValue(dataset.columns[rate], stored(rate) ?? '');
    const message = { zh: `${label.zh}为${value}，大于100%`, en: `${label.en} is ${value}, more than 100 %` };
    return { severity: 'error', code: 'rule', column: rate, message };
  }
  if (!some || !all || isZero(all)) return null;
  const computed = times(over(some, all), HUNDRED);
  if (compare(absolute(minus(share, computed)), HALF_A_PERCENT) <= 0) return null;
  const [a, b] = [named(dataset, part), named(dataset, whole)];
  const printed = `${toFixed(roundHalfUp(computed, 3), 3)}%`;
  return {
    severity: 'warning',
    code: 'rule',
    column: rate,
    message: { zh: `与${a.zh}/${b.zh}（${printed}）不符`, en: `${a.en} / ${b.en} is ${printed}` },
  };
}

function checkOrder(dataset: Dataset, columns: readonly string[], stored: Stored): Violation | null {
  let before: string | null = null;
  let beforeColumn = '';
  for (const column of columns) {
    const moment = stored(column);
    if (moment === null) continue;
    if (before !== null && !inOrder(before, moment)) {
      const [a, b] = [valued(dataset, column, moment), valued(dataset, beforeColumn, before)];
      const message = { zh: `${a.zh}早于${b.zh}`, en: `${a.en} is before ${b.en}` };
      return { severity: 'error', code: 'rule', column, message };
    }
    before = moment;
    beforeColumn = column;
  }
  return null;
}

/** Texts of days and of moments in China's time sort as they are; a day is compared with the day of a moment. */
function inOrder(earlier: string, later: string): boolean {
  if (earlier.length === later.length) return earlier <= later;
  const length = Math.min(earlier.length, later.length) === 10 ? 10 : undefined;
  return earlier.slice(0, length) <= later.slice(0, length);
}

/** Whether the stored values of a row satisfy a condition. */
export function holds(where: Where<Columns>, stored: Stored): boolean {
  for (const column in where) {
    const test = where[column];
    if (test !== undefined && !passes(test, stored(column))) return false;
  }
  return true;
}

function passes(test: NonNullable<Where<Columns>[string]>, value: string | null): boolean {
  if (value === null) return false;
  if (typeof test === 'boolean') return value === String(test);
  if (typeof test === 'string') return value === test;
  if ('not' in test) return value !== test.not;
  if ('in' in test) return test.in.includes(value);
  if ('atLeast' in test) return BigInt(value) >= BigInt(test.atLeast);
  return true;
}

/** With what the row says: 办结日期（2021-03-05）. */
function valued(dataset: Dataset, column: string, value: string): Label {
  const { zh, en } = named(dataset, column);
  const shown = shownValue(dataset.columns[column], value);
  return { zh: `${zh}（${shown}）`, en: `${en} (${shown})` };
}

const named = (dataset: Dataset, column: string): Label =>
  dataset.columns[column]?.label ?? { zh: column, en: snake(column) };
