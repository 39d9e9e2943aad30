import { responsePathAsArray } from 'graphql';
import type { Indicator } from '../../indicators/indicator.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { after, allOf, type Eventual } from '../../kernel/eventual.ts';
import type { Period } from '../../kernel/period.ts';
import type { Region, RegionLevel } from '../../regions/region.ts';
import { findIndicator } from '../catalogue/find-indicator.ts';
import type { Context, Moment } from '../context.ts';
import type { Frame } from '../frame.ts';
import { findRegion, seenAll } from '../regions/find-region.ts';
import type { ValueAt } from '../types.ts';
import { requireScope } from '../viewers/require-scope.ts';

interface Table {
  readonly moment: Moment;
  readonly indicators: readonly Indicator[];
  readonly regions: readonly Region[];
  readonly periods: readonly Period[];
}

interface Row {
  readonly table: Table;
  readonly region: Region;
  readonly period: Period;
}

export function defineIndicatorTable(frame: Frame): void {
  const { builder, types, words, declarations } = frame;
  const row = builder.objectRef<Row>('IndicatorRow');
  row.implement({
    description: 'One region in one period.',
    fields: (t) => ({
      region: t.field({
        type: types.region,
        description: 'Where.',
        resolve: ({ table: { moment }, region }) => ({ moment, region }),
      }),
      period: t.field({ type: 'Period', description: 'When.', resolve: ({ period }) => period.code }),
      values: t.field({
        type: [types.value],
        description: 'One value for each indicator, in the order of the table.',
        resolve({ table: { moment, indicators }, region, period }) {
          const cells = indicators.map(subjectAt(moment, region, period));
          return after(moment.reader.turn(cells), () => cells);
        },
      }),
    }),
  });
  const table = builder.objectRef<Table>('IndicatorTable').implement({
    description: 'Indicators by regions by periods.',
    fields: (t) => ({
      indicators: t.field({
        type: [types.indicator],
        description: 'The columns.',
        resolve: ({ indicators }) => indicators,
      }),
      regions: t.field({
        type: [types.region],
        description: 'The regions, as they were found.',
        resolve: ({ moment, regions }) => regions.map((region) => ({ moment, region })),
      }),
      periods: t.field({
        type: ['Period'],
        description: 'The periods, relative ones resolved.',
        resolve: ({ periods }) => periods.map(({ code }) => code),
      }),
      rows: t.field({
        type: [row],
        description: 'Region by region, in each the periods in the order asked.',
        resolve: (all) =>
          all.regions.flatMap((region) => all.periods.map((period) => ({ table: all, region, period }))),
      }),
      data: t.field({
        type: types.dataVersion,
        description: 'The data from which it was made.',
        resolve: ({ moment }) => moment,
      }),
    }),
  });

  const selection = builder.inputType('RegionSelection', {
    description: 'Which regions: listed by code, or all within one.',
    fields: (t) => ({
      codes: t.idList({ description: 'Codes of regions, at most 500.' }),
      within: t.id({ description: 'Code of a region: all below it.' }),
      level: t.field({ type: words.regionLevel, description: 'With `within`: only of this level; else its children.' }),
      includeSelf: t.boolean({ description: 'With `within`: that region too, as the first.' }),
    }),
  });

  builder.queryField('indicatorTable', (t) =>
    t.field({
      type: table,
      description: 'Several indicators for several regions and periods in one answer.',
      args: {
        indicators: t.arg.idList({ required: true, description: 'Codes of indicators.' }),
        regions: t.arg({ type: selection, required: true, description: 'Which regions.' }),
        periods: t.arg({ type: ['Period'], required: true, description: 'Periods; LATEST is the newest of all.' }),
        asOf: t.arg({ type: 'DateTime', description: 'Data and tree as they stood at this moment.' }),
      },
      resolve: (_root, args, context, info) => {
        requireScope(context.viewer, 'indicators:read');
        return after(context.at(args.asOf), (moment) => {
          const indicators = args.indicators.map((code) => findIndicator(declarations.indicators, code));
          const regions = selected(context, moment, args.regions, responsePathAsArray(info.path));
          if (indicators.length === 0 || regions.length === 0 || args.periods.length === 0) {
            throw new AnlanError('BAD_USER_INPUT', 'expected at least one indicator, one region and one period');
          }
          context.spend(indicators.length * regions.length * args.periods.length);
          const periods = allOf(args.periods.map((code) => resolved(moment, code, indicators, regions)));
          return after(periods, (known) => ({ moment, indicators, regions, periods: known }));
        });
      },
    }),
  );
}

function subjectAt(moment: Moment, region: Region, period: Period): (indicator: Indicator) => ValueAt {
  const subject = moment.reader.subjects(region, period);
  return (indicator) => ({ moment, subject: subject(indicator) });
}

interface Selection {
  readonly codes?: readonly string[] | null | undefined;
  readonly within?: string | null | undefined;
  readonly level?: RegionLevel | null | undefined;
  readonly includeSelf?: boolean | null | undefined;
}

function selected(
  context: Context,
  moment: Moment,
  { codes, within, level, includeSelf }: Selection,
  path: readonly (string | number)[],
): readonly Region[] {
  const listed = (codes ?? []).map((code) => findRegion(context, moment, code, path).region);
  if (!within) {
    if (!codes) throw new AnlanError('BAD_USER_INPUT', 'expected `codes` or `within` in the selection of regions');
    return unique(listed);
  }
  const { region: root } = findRegion(context, moment, within, path);
  const below = level ? moment.tree.descendants(root, level) : moment.tree.children(root);
  const seen = seenAll(context, moment, below).map(({ region }) => region);
  return unique([...listed, ...(includeSelf ? [root] : []), ...seen]);
}

const unique = (regions: readonly Region[]): readonly Region[] => [
  ...new Map(regions.map((region) => [region.id, region])).values(),
];

/** One period for the whole table. LATEST is the newest that any of its cells has. @throws AnlanError BAD_PERIOD */
function resolved(
  { reader }: Moment,
  code: string,
  indicators: readonly Indicator[],
  regions: readonly Region[],
): Eventual<Period> {
  const [indicator] = indicators;
  const [region] = regions;
  if (code === 'LATEST') {
    const cells = indicators.flatMap((one) => regions.map((place) => ({ indicator: one, region: place })));
    return latest(cells.map(async (cell) => reader.period(code, cell.indicator, cell.region)));
  }
  if (indicator === undefined || region === undefined) throw new AnlanError('INTERNAL', 'expected a table with a cell');
  return reader.period(code, indicator, region);
}

async function latest(asked: readonly Promise<Period>[]): Promise<Period> {
  const found = await Promise.allSettled(asked);
  const periods = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const [first, ...others] = periods;
  if (first !== undefined) return others.reduce((newest, one) => (one.end > newest.end ? one : newest), first);
  throw found.find((one) => one.status === 'rejected')?.reason;
}
