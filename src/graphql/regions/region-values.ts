import { after, allOf, type Eventual } from '../../kernel/eventual.ts';
import type { Period } from '../../kernel/period.ts';
import { findIndicator } from '../catalogue/find-indicator.ts';
import type { Frame } from '../frame.ts';
import type { Place, ValueAt } from '../types.ts';
import { requireScope } from '../viewers/require-scope.ts';

export function defineRegionValues({ builder, types, words, declarations }: Frame): void {
  const periodOf = (place: Place, code: string, indicator: string): Eventual<Period> =>
    place.moment.reader.period(code, findIndicator(declarations.indicators, indicator), place.region);

  const valueAt = ({ moment, region }: Place, code: string, period: string): Eventual<ValueAt> => {
    const { reader } = moment;
    const indicator = findIndicator(declarations.indicators, code);
    return after(reader.period(period, indicator, region), (resolved) => ({
      moment,
      subject: reader.subjects(region, resolved)(indicator),
    }));
  };

  builder.objectField(types.region, 'indicator', (t) =>
    t.field({
      type: types.value,
      description: 'The value of one indicator in one period.',
      args: {
        code: t.arg.id({ required: true, description: 'For example `mediation.resolution_rate`.' }),
        period: t.arg({ type: 'Period', required: true, description: 'For example `2021` or `2021-H2`.' }),
      },
      resolve: (place, { code, period }, context) => {
        requireScope(context.viewer, 'indicators:read');
        context.spend(1);
        return valueAt(place, code, period);
      },
    }),
  );

  builder.objectField(types.region, 'indicators', (t) =>
    t.field({
      type: [types.value],
      description: 'The values of several indicators in one period, in the order asked.',
      args: {
        codes: t.arg.idList({ required: true, description: 'At most 500 codes.' }),
        period: t.arg({ type: 'Period', required: true, description: 'For example `2021` or `2021-H2`.' }),
      },
      resolve: (place, { codes, period }, context) => {
        requireScope(context.viewer, 'indicators:read');
        for (const code of codes) findIndicator(declarations.indicators, code, context.mayHint);
        context.spend(codes.length);
        return allOf(codes.map((code) => valueAt(place, code, period)));
      },
    }),
  );

  builder.objectField(types.region, 'series', (t) =>
    t.field({
      type: [types.value],
      description: 'The values of one indicator over time, one for each period of a kind.',
      args: {
        code: t.arg.id({ required: true, description: 'For example `mediation.found`.' }),
        from: t.arg({
          type: 'Period',
          required: true,
          description: 'The series begins with the start of this period.',
        }),
        to: t.arg({ type: 'Period', required: true, description: 'The series ends with the end of this period.' }),
        by: t.arg({ type: words.periodKind, required: true, description: 'YEAR, HALF, QUARTER, MONTH, WEEK or DAY.' }),
      },
      resolve: (place, { code, from, to, by }, context) => {
        requireScope(context.viewer, 'indicators:read');
        const { moment, region } = place;
        const indicator = findIndicator(declarations.indicators, code);
        return after(allOf([periodOf(place, from, code), periodOf(place, to, code)]), ([first, last]) => {
          if (first === undefined || last === undefined) return [];
          const subjects = moment.reader.series(indicator, region, first, last, by);
          context.spend(subjects.length);
          return subjects.map((subject, at) => ({ moment, subject, point: { series: subjects, at } }));
        });
      },
    }),
  );
}
