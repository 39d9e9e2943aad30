import type { Exact } from '../../kernel/exact.ts';
import { compare, exact, HUNDRED, isWhole, isZero, over, roundHalfUp, times, toFixed } from '../../kernel/exact.ts';
import { inLocale, type Label, type Locale, label } from '../../kernel/label.ts';
import { formatQuantity } from '../../kernel/unit.ts';
import { formatValue, inBoth, reasonIn } from '../values/format-value.ts';
import type { Value } from '../values/value.ts';

/** The formula with its numbers: '1304 ÷ 1327 × 100% = 98.27%'; the reason where there is no value. */
export function formulaText(value: Value): Label {
  return inBoth((locale) => textIn(value, locale));
}

function textIn(value: Value, locale: Locale): string {
  const { subject, numerator, denominator, basis, absenceReason } = value;
  const { formula, name } = subject.indicator;
  const answer = formatValue(value, locale);
  if (value.value === null) {
    const reason = reasonIn(absenceReason, locale);
    if (numerator === null || denominator === null || isZero(denominator) === false) return reason;
    return `${plain(numerator, locale)} ÷ ${plain(denominator, locale)}: ${reason}`;
  }
  if (basis === 'REPORTED' && value.value !== null)
    return `${inLocale(label('报告数', 'as reported'), locale)} ${answer}`;
  if (numerator !== null && denominator !== null && isQuotient(value, numerator, denominator)) {
    const factor = 'factor' in formula ? formula.factor : 100;
    return `${plain(numerator, locale)} ÷ ${plain(denominator, locale)}${scaled(factor, subject.indicator.unit === 'percent')} = ${answer}`;
  }
  if (formula.kind === 'assessment')
    return `${inLocale(label('各考评项目得分之和', 'sum of the items'), locale)} = ${answer}`;
  if (formula.kind === 'survey') return `${inLocale(label('得率', 'rate as reported'), locale)} ${answer}`;
  return `${inLocale(name, locale)} = ${answer}`;
}

function scaled(factor: number, percent: boolean): string {
  if (factor === 1) return '';
  return percent && factor === 100 ? ' × 100%' : ` × ${factor}`;
}

/** A survey's printed rate may not be the quotient of its answers; then the quotient is not shown as if it were. */
function isQuotient({ subject, value }: Value, numerator: Exact, denominator: Exact): boolean {
  if (subject.indicator.formula.kind !== 'survey') return true;
  if (isZero(denominator) || value === null) return false;
  const quotient = times(over(numerator, denominator), HUNDRED);
  return compare(roundHalfUp(quotient, subject.indicator.decimals), value) === 0;
}

function plain(x: Exact, locale: Locale): string {
  const decimals = isWhole(x) ? 0 : isWhole(times(x, exact(100))) ? 2 : 3;
  return locale === 'zh' ? toFixed(x, decimals) : formatQuantity(x, { unit: 'count', decimals, locale });
}
