import type { ValueAt } from '../types.ts';

/** Fields of a value, and of what they lead to, that follow from the value, its change and its rank: the same for all who may see it. */
export const VALUE_FIELDS = {
  IndicatorValue: [
    'indicator',
    'period',
    'periodLabel',
    'periodKind',
    'periodStart',
    'periodEnd',
    'value',
    'exact',
    'formatted',
    'numerator',
    'denominator',
    'absence',
    'absenceReason',
    'basis',
    'derived',
    'definition',
    'coverage',
    'change',
    'rank',
  ],
  Indicator: ['code', 'name'],
  Coverage: ['expected', 'reported', 'share'],
  Change: [
    'against',
    'baselineValue',
    'baselinePeriod',
    'absolute',
    'relative',
    'printed',
    'direction',
    'verdict',
    'comparable',
  ],
  Rank: ['position', 'of', 'tied', 'scopeName', 'level', 'excludedCount', 'previousPosition', 'movement', 'comparable'],
};

/** Lines of values, which the reader keeps beside what it knows. */
export const keptValues = {
  type: 'IndicatorValue',
  fields: VALUE_FIELDS,
  find: (at: unknown, asked: string): string | null | undefined =>
    isValueAt(at) ? at.moment.reader.line(at.subject, asked) : null,
  keep(at: unknown, asked: string, text: string): void {
    if (isValueAt(at)) at.moment.reader.keepLine(at.subject, asked, text);
  },
};

/** Of the values of the reader, not those worked back from a change. */
const isValueAt = (at: unknown): at is ValueAt =>
  typeof at === 'object' && at !== null && 'moment' in at && 'subject' in at && !('known' in at);
