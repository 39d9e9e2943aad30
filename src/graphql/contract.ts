import { lexicographicSortSchema, printSchema } from 'graphql';
import type { Column } from '../datasets/columns.ts';
import { measureCode, snake } from '../datasets/dataset.ts';
import { unitOf } from '../kernel/unit.ts';
import { docFiles } from './doc-files.ts';
import type { Declarations } from './frame.ts';
import { createSchema } from './schema.ts';

/** The published files of schema/ by name, as the code stands: the promise to those who query. */
export function printContract(declarations: Declarations): Readonly<Record<string, string>> {
  return {
    'schema.graphql': `${printSchema(lexicographicSortSchema(createSchema(declarations)))}\n`,
    'catalogue.json': `${JSON.stringify(catalogue(declarations), null, 2)}\n`,
    'indicator-codes.ts': indicatorCodes([...declarations.indicators.keys()]),
    ...Object.fromEntries([...docFiles(declarations)].map(([path, text]) => [`docs/${path}`, text])),
  };
}

/** The codes as constants, for clients in TypeScript. */
const indicatorCodes = (codes: readonly string[]): string =>
  [
    '/** Every indicator of the catalogue. */',
    'export const INDICATOR_CODES = [',
    ...codes.map((code) => `  '${code}',`),
    '] as const;',
    '',
    'export type IndicatorCode = (typeof INDICATOR_CODES)[number];',
    '',
  ].join('\n');

function catalogue({ datasets, themes }: Declarations) {
  return {
    themes: themes.map(({ code, name, indicators }) => ({
      code,
      name,
      indicators: Object.values(indicators).map(({ theme: _, unit, ...indicator }) => ({
        ...indicator,
        unit: { code: unit, label: unitOf(unit).label, symbol: unitOf(unit).symbol },
      })),
    })),
    datasets: Object.values(datasets).map((dataset) => ({
      code: dataset.code,
      label: dataset.label,
      key: dataset.key.map(snake),
      columns: Object.entries(dataset.columns).map(([name, column]) => ({ name: snake(name), ...columnEntry(column) })),
      measures: Object.entries(dataset.measures).map(([name, { label, kind, by = [] }]) => ({
        code: measureCode(dataset, name),
        label,
        kind,
        by: by.map(snake),
      })),
    })),
  };
}

function columnEntry({ kind, label, aliases, required, ...column }: Column) {
  const { choices, tree, groups } = { choices: undefined, tree: undefined, groups: undefined, ...column };
  return { kind, label, aliases, required, choices, tree, groups };
}
