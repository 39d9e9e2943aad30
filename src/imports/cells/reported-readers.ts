import { WHOLE } from '../../datasets/column-parts.ts';
import type { IndicatorColumn, PrintedColumn } from '../../datasets/columns.ts';
import { snake } from '../../datasets/dataset.ts';
import type { CellOf } from '../reading/row-cells.ts';
import { fault } from '../rows/issue.ts';
import { addProblem } from '../rows/row-draft.ts';
import type { ColumnReader } from './column-reader.ts';
import type { MeasureWords } from './measure-words.ts';
import { comparisonIn, parsePrinted } from './parse-printed.ts';
import { storable } from './parse-text.ts';
import { readCell } from './read-cell.ts';

type Understand = (words: string) => MeasureWords;

/** A figure as it was printed. */
export function printedReader(
  name: string,
  column: PrintedColumn,
  cellOf: CellOf,
  skipUnits: readonly string[],
): ColumnReader {
  return (row, draft) => {
    const parts = (part: string): string | null => cellOf(row, part)?.text ?? null;
    const unit = parts('unit');
    if (unit !== null && skipUnits.includes(unit)) draft.skipped = true;
    const whole = cellOf(row, WHOLE);
    const cell = whole === null || whole.text === '' ? cellOf(row, 'value') : whole;
    const found = readCell(draft, name, column.required, cell, () =>
      parsePrinted({
        whole: whole?.text ?? null,
        value: parts('value'),
        low: parts('low'),
        high: parts('high'),
        unit,
        qualifier: parts('qualifier'),
        header: cell?.unit ?? null,
        measured: draft.unit,
      }),
    );
    draft.comparison ??= comparisonIn(cell?.text ?? '');
    draft.values.set('printed', found?.printed ?? null);
    draft.values.set('value', found?.value ?? null);
    draft.values.set('value_low', found?.valueLow ?? null);
    draft.values.set('value_high', found?.valueHigh ?? null);
    draft.values.set('qualifier', found?.qualifier ?? null);
    draft.values.set('unit', found?.unit ?? null);
  };
}

/** What was measured: the words of the report, and what the catalogue calls it. */
export function indicatorReader(
  name: string,
  column: IndicatorColumn,
  cellOf: CellOf,
  measureWords: Understand,
): ColumnReader {
  if (column.known) return knownIndicatorReader(name, column, cellOf, measureWords);
  return (row, draft) => {
    const cell = cellOf(row, WHOLE);
    const words = readCell(draft, name, column.required, cell, (text) => ({ value: storable(text) }));
    const { indicator, comparison, unit } = words === null ? NO_MEASURE : measureWords(words);
    draft.values.set('measure', words);
    draft.values.set('indicator', indicator);
    draft.comparison = comparison;
    draft.unit = comparison === null ? unit : null;
    if (words === null || indicator !== null) return;
    addProblem(draft, 'warning', { column: name, header: cell?.header ?? null }, UNKNOWN_MEASURE.fault, words);
  };
}

function knownIndicatorReader(
  name: string,
  column: IndicatorColumn,
  cellOf: CellOf,
  measureWords: Understand,
): ColumnReader {
  return (row, draft) => {
    const code = readCell(draft, name, column.required, cellOf(row, WHOLE), (text) => {
      const { indicator, comparison } = measureWords(storable(text));
      return indicator === null || comparison !== null ? NOT_IN_CATALOGUE : { value: indicator };
    });
    draft.values.set(snake(name), code);
  };
}

const NOT_IN_CATALOGUE = fault('unknown_measure', '指标目录中没有此指标', 'not in the catalogue of indicators', {
  expected: '目录中的名称或代码，如 矛盾纠纷化解率、mediation.resolution_rate',
});
const NO_MEASURE: MeasureWords = { indicator: null, unit: null, comparison: null };
const UNKNOWN_MEASURE = fault(
  'unknown_measure',
  '指标目录中没有此指标，按原文保留',
  'not in the catalogue of indicators; kept as worded',
);
