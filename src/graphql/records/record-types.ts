import type { ImplementableObjectRef } from '@pothos/core';
import type { Column } from '../../datasets/columns.ts';
import { type Dataset, snake } from '../../datasets/dataset.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { inLocale } from '../../kernel/label.ts';
import type { SchemaTypes } from '../builder.ts';
import type { Frame } from '../frame.ts';
import { globalId } from '../global-id.ts';
import { localeArg } from '../locale-arg.ts';
import type { RecordAt, Word } from '../types.ts';

type RecordRef = ImplementableObjectRef<PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>, RecordAt>;

/** `patrol_teams` is listed as PatrolTeam. */
export const recordTypeName = ({ code }: Pick<Dataset, 'code'>): string =>
  code
    .replace(/ies$/, 'y')
    .replace(/s$/, '')
    .replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

export function defineRecordInterface({ builder, types, words }: Frame): void {
  types.choice.implement({
    description: 'A word of a closed list.',
    fields: (t) => ({
      code: t.exposeID('code', { description: 'Its lasting code.' }),
      label: t.string({
        description: 'As people read it.',
        args: localeArg(builder, words),
        resolve: ({ label }, { locale }) => inLocale(label, locale),
      }),
    }),
  });
  const origin = builder.objectRef<RecordAt>('RecordOrigin').implement({
    description: 'Where a record came in.',
    fields: (t) => ({
      import: t.field({
        type: types.import,
        description: 'The import.',
        resolve: async ({ moment, record }) => ({
          moment,
          ...(await moment.provenance().importOf(record.source.importId)),
        }),
      }),
      fileName: t.string({
        nullable: true,
        description: 'Name of the file.',
        resolve: ({ record }) => record.source.fileName,
      }),
      sheet: t.string({ nullable: true, description: 'The sheet.', resolve: ({ record }) => record.source.sheet }),
      row: t.int({ description: 'The row as a spreadsheet shows it.', resolve: ({ record }) => record.source.row }),
    }),
  });
  types.record.implement({
    description: 'A row of a dataset. Its own columns are fields of its type.',
    interfaces: [types.node],
    fields: (t) => ({
      id: t.id({ description: 'Global id.', resolve: ({ record }) => recordId(record.dataset, record.id) }),
      dataset: t.id({ description: 'Code of the dataset.', resolve: ({ record }) => record.dataset }),
      region: t.field({
        type: types.region,
        description: 'Where.',
        resolve: ({ moment, record }) => ({ moment, region: record.region }),
      }),
      origin: t.field({ type: origin, description: 'Import, file and line.', resolve: (at) => at }),
    }),
  });
}

export const recordId = (dataset: string, id: number): string => globalId(recordTypeName({ code: dataset }), id);

/** The GraphQL type of a dataset: one field for each column of its declaration. */
export function defineRecordType(frame: Frame, dataset: Dataset): RecordRef {
  const { builder, types } = frame;
  const name = recordTypeName(dataset);
  const ref = builder.objectRef<RecordAt>(name);
  ref.implement({
    description: `${dataset.label.zh}: ${dataset.label.en}.`,
    interfaces: [types.record, types.node],
    isTypeOf: (value) =>
      typeof value === 'object' && value !== null && 'record' in value && isOf(value.record, dataset.code),
    fields: (t) => ({
      id: t.id({
        description: `Global id: \`${name}:12\`.`,
        resolve: ({ record }) => recordId(record.dataset, record.id),
      }),
    }),
  });
  for (const [column, declared] of Object.entries(dataset.columns)) defineColumn(frame, ref, column, declared);
  return ref;
}

const isOf = (record: unknown, code: string): boolean =>
  typeof record === 'object' && record !== null && 'dataset' in record && record.dataset === code;

function defineColumn(frame: Frame, ref: RecordRef, column: string, declared: Column): unknown {
  const { builder, types } = frame;
  const description = `${declared.label.zh}: ${declared.label.en}.`;
  const stored = snake(column);
  const text = (name: string, more = description) => {
    const own = snake(name);
    return builder.objectField(ref, name, (t) =>
      t.string({ nullable: true, description: more, resolve: (at) => textOf(at, own) }),
    );
  };
  const float = (name: string, more = description) => {
    const own = snake(name);
    return builder.objectField(ref, name, (t) =>
      t.float({ nullable: true, description: more, resolve: (at) => numberOf(at, own) }),
    );
  };
  switch (declared.kind) {
    case 'text':
      return text(column);
    case 'rate':
    case 'number':
    case 'quantity':
      return float(column);
    case 'money':
      return float(column, `${description} In yuan.`);
    case 'count':
    case 'year':
      return builder.objectField(ref, column, (t) =>
        t.int({ nullable: true, description, resolve: (at) => numberOf(at, stored) }),
      );
    case 'flag':
      return builder.objectField(ref, column, (t) =>
        t.boolean({ nullable: true, description, resolve: (at) => flagOf(at, stored) }),
      );
    case 'day':
      return builder.objectField(ref, column, (t) =>
        t.field({ type: 'Date', nullable: true, description, resolve: (at) => textOf(at, stored) }),
      );
    case 'time':
      return builder.objectField(ref, column, (t) =>
        t.field({
          type: 'DateTime',
          nullable: true,
          description,
          resolve: (at) => {
            const moment = textOf(at, stored);
            return moment === null ? null : new Date(moment);
          },
        }),
      );
    case 'choice':
      return builder.objectField(ref, column, (t) =>
        t.field({
          type: types.choice,
          nullable: true,
          description,
          resolve: (at) => wordOf(declared.choices, textOf(at, stored)),
        }),
      );
    case 'period':
      return builder.objectField(ref, column, (t) =>
        t.field({ type: 'Period', nullable: true, description, resolve: (at) => textOf(at, stored) }),
      );
    case 'indicator':
      if (!declared.known) text('measure');
      return builder.objectField(ref, declared.known ? column : 'indicator', (t) =>
        t.field({
          type: types.indicator,
          nullable: true,
          description: 'The indicator that the words stand for; null where they stand for none.',
          resolve: (at) =>
            frame.declarations.indicators.get(textOf(at, declared.known ? stored : 'indicator') ?? '') ?? null,
        }),
      );
    case 'source':
      return builder.objectField(ref, column, (t) =>
        t.field({
          type: types.source,
          nullable: true,
          description,
          resolve: ({ moment, record }) => moment.provenance().sourceById(numberOf({ record }, 'source_id') ?? 0),
        }),
      );
    case 'printed':
      text('printed', `${description} Letter for letter.`);
      float('value', `${description} The number read from it.`);
      float('valueLow', 'The least that the print can stand for, included.');
      float('valueHigh', 'The most that the print can stand for, not included.');
      text('qualifier', 'How the print is meant.');
      return text('unit', 'Code of the unit as read.');
    case 'region':
      return declared.partly
        ? text('locality', 'The full wording of the place, where it is smaller than the region.')
        : undefined;
    default:
      return declared satisfies never;
  }
}

type Fields = Pick<RecordAt, 'record'>;

/** @param name of the stored column */
const cell = ({ record }: Fields, name: string) => record.fields[name] ?? null;

function textOf(at: Fields, name: string): string | null {
  const value = cell(at, name);
  return value === null || value === '' ? null : String(value);
}

function numberOf(at: Fields, name: string): number | null {
  const value = cell(at, name);
  return value === null || value === '' ? null : Number(value);
}

function flagOf(at: Fields, name: string): boolean | null {
  const value = cell(at, name);
  if (value === null || typeof value === 'boolean') return value;
  throw new AnlanError('INTERNAL', `expected a flag in ${name}, got ${typeof value}`);
}

function wordOf(choices: Readonly<Record<string, Pick<Word, 'label'>>>, code: string | null): Word | null {
  if (code === null) return null;
  return { code, label: choices[code]?.label ?? { zh: code, en: code } };
}
