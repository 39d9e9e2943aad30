import type { InputFieldMap } from '@pothos/core';
import { withBelow } from '../../datasets/columns.ts';
import { type Dataset, snake } from '../../datasets/dataset.ts';
import type { RecordFilter, RecordTest } from '../../engine/sources/dataset-pages.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { Frame } from '../frame.ts';
import { recordTypeName } from './record-types.ts';

interface DateRange {
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

export function defineDateRange({ builder }: Frame) {
  return builder.inputType('DateRange', {
    description: 'Days, both included.',
    fields: (t) => ({
      from: t.field({ type: 'Date', description: 'The first day; open when left out.' }),
      to: t.field({ type: 'Date', description: 'The last day; open when left out.' }),
    }),
  });
}

/** The input by which rows of a dataset are chosen: words, flags, days and the texts of its key. */
export function defineFilter({ builder }: Frame, dataset: Dataset, dateRange: ReturnType<typeof defineDateRange>) {
  return builder.inputType(`${recordTypeName(dataset)}Filter`, {
    description: `Which rows of ${dataset.label.zh} to list: all conditions hold.`,
    fields: (t) => {
      const fields: InputFieldMap = {};
      for (const [name, column] of Object.entries(dataset.columns)) {
        const description = `${column.label.zh}: ${column.label.en}.`;
        if (column.kind === 'choice') {
          const codes = Object.keys(column.choices).join(', ');
          const below = column.tree === undefined ? '' : ' A word includes what lies below it.';
          fields[name] = t.idList({ description: `${description} Of these codes: ${codes}.${below}` });
        } else if (column.kind === 'flag') {
          fields[name] = t.boolean({ description });
        } else if (column.kind === 'year') {
          fields[name] = t.int({ description });
        } else if (column.kind === 'day' || column.kind === 'time') {
          fields[name] = t.field({ type: dateRange, description });
        } else if (column.kind === 'text' && dataset.key.includes(name)) {
          fields[name] = t.string({ description });
        }
      }
      return fields;
    },
  });
}

/** @throws AnlanError BAD_USER_INPUT for a word that the column does not have */
export function readFilter(dataset: Dataset, given: object | null | undefined): RecordFilter {
  const tests = Object.entries(given ?? {}).flatMap(([name, value]: [string, unknown]): [string, RecordTest][] => {
    if (value === null || value === undefined) return [];
    if (typeof value !== 'object') return [[name, { is: String(value) }]];
    if (isWords(value)) return [[name, { in: checkWords(dataset, name, value) }]];
    const { from = null, to = null }: DateRange = value;
    return [[name, { from, to }]];
  });
  return Object.fromEntries(tests);
}

const isWords = (value: object): value is readonly string[] => Array.isArray(value);

function checkWords(dataset: Dataset, name: string, words: readonly string[]): readonly string[] {
  const column = dataset.columns[name];
  const known = column?.kind === 'choice' ? Object.keys(column.choices) : [];
  const unknown = words.filter((word) => !known.includes(word));
  if (unknown.length === 0) return column?.kind === 'choice' ? withBelow(column, words) : words;
  throw new AnlanError(
    'BAD_USER_INPUT',
    `expected codes of ${snake(name)} among ${known.join(', ')}; got ${unknown.join(', ').slice(0, 60)}`,
    { found: unknown, expected: known },
  );
}
