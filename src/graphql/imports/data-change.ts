import type { Touched } from '../../engine/changes/touched.ts';
import type { ImportRecord } from '../../engine/sources/provenance.ts';
import type { Value } from '../../engine/values/value.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { Region } from '../../regions/region.ts';
import { findIndicator } from '../catalogue/find-indicator.ts';
import type { Context, Moment } from '../context.ts';
import type { Frame } from '../frame.ts';
import { findRegion, seenAll } from '../regions/find-region.ts';
import type { At, ValueAt } from '../types.ts';
import { requireScope } from '../viewers/require-scope.ts';

const MOST_INDICATORS = 50;
/** Values told of one import; the others are counted. */
const MOST_VALUES = 200;
const IMPORTS_DEFAULT = 10;
const IMPORTS_MOST = 20;

interface ChangedValue {
  readonly before: ValueAt;
  readonly after: ValueAt;
}

interface DataChange {
  readonly number: number;
  readonly moment: Moment;
  readonly import: At<ImportRecord> | null;
  readonly values: readonly ChangedValue[];
  readonly omitted: number;
}

interface Asked {
  readonly within: string;
  readonly indicators: readonly string[];
}

export function defineDataChange(frame: Frame): void {
  const { builder } = frame;
  const change = defineTypes(frame);

  builder.queryField('changes', (t) =>
    t.field({
      type: [change],
      description:
        'What imports changed after a cursor, oldest first: one entry an import that changed something. Needs the scope indicators:read.',
      args: {
        within: t.arg.id({ required: true, description: 'This region and the ones directly below it.' }),
        indicators: t.arg.idList({ required: true, description: `Codes, at most ${MOST_INDICATORS}.` }),
        after: t.arg.id({
          required: true,
          description: 'The `cursor` of the last change known; 0: from the beginning.',
        }),
        first: t.arg.int({
          description: `How many imports at most, 1 to ${IMPORTS_MOST}; ${IMPORTS_DEFAULT} when left out.`,
        }),
      },
      resolve: async (_root, { after, first, ...args }, context) => {
        const most = first ?? IMPORTS_DEFAULT;
        if (most < 1 || most > IMPORTS_MOST) {
          throw new AnlanError('BAD_USER_INPUT', `expected \`first\` from 1 to ${IMPORTS_MOST}, got ${most}`);
        }
        const found: DataChange[] = [];
        for await (const one of changesOf(frame, context, args, readCursor(after), context.now())) {
          found.push(one);
          if (found.length === most) break;
        }
        return found;
      },
    }),
  );

  builder.subscriptionType({ description: 'What is told as it happens, over server-sent events.' });
  builder.subscriptionField('dataChanged', (t) =>
    t.field({
      type: change,
      description:
        'What imports change from now on, or after a cursor: one event an import, none twice, none left out. Connecting and each event cost the same points; an event waits until the key can pay it. Needs the scope indicators:read.',
      args: {
        within: t.arg.id({ required: true, description: 'This region and the ones directly below it.' }),
        indicators: t.arg.idList({ required: true, description: `Codes, at most ${MOST_INDICATORS}.` }),
        after: t.arg.id({ description: 'The `cursor` of the last event that was seen; from now on when left out.' }),
      },
      subscribe(_root, { after, ...args }, context) {
        checkAsked(frame, context, args, context.now());
        const start = after === null || after === undefined ? context.now().version : readCursor(after);
        return eventsOf(frame, context, args, start);
      },
      resolve: (one: DataChange) => one,
    }),
  );
}

function defineTypes({ builder, types }: Frame) {
  const value = builder.objectRef<ChangedValue>('ChangedValue').implement({
    description: 'A value that an import changed.',
    fields: (t) => ({
      indicator: t.field({
        type: types.indicator,
        description: 'What is measured.',
        resolve: ({ after: { subject } }) => subject.indicator,
      }),
      region: t.field({
        type: types.region,
        description: 'Where.',
        resolve: ({ after: { moment, subject } }) => ({ moment, region: subject.region }),
      }),
      period: t.field({
        type: 'Period',
        description: 'When.',
        resolve: ({ after: { subject } }) => subject.period.code,
      }),
      before: t.field({ type: types.value, description: 'Without the import.', resolve: ({ before }) => before }),
      after: t.field({ type: types.value, description: 'With it.', resolve: ({ after }) => after }),
    }),
  });
  return builder.objectRef<DataChange>('DataChange').implement({
    description: 'What one import changed.',
    fields: (t) => ({
      cursor: t.id({
        description: 'Can be given as `after`, to go on from here.',
        resolve: ({ number }) => String(number),
      }),
      version: t.int({
        description: 'Number of the import, and version of the data with it.',
        resolve: ({ number }) => number,
      }),
      import: t.field({
        type: types.import,
        nullable: true,
        description: 'The import; null where the key does not reach it.',
        resolve: (one) => one.import,
      }),
      values: t.field({
        type: [value],
        description: `The values that differ, the newest periods first, at most ${MOST_VALUES}: months, years of what is assessed by the year, rounds of surveys, periods of printed figures.`,
        resolve: ({ values }) => [...values],
      }),
      omitted: t.exposeInt('omitted', { description: 'Values that were touched beyond those and not compared.' }),
    }),
  });
}

function checkAsked({ declarations }: Frame, context: Context, { within, indicators }: Asked, moment: Moment) {
  requireScope(context.viewer, 'indicators:read');
  // Before and after an import would be two looks at one small count.
  if (context.viewer.disclosure === 'restricted') {
    throw new AnlanError('FORBIDDEN', 'expected a key of exact disclosure to be told of changes');
  }
  if (indicators.length === 0 || indicators.length > MOST_INDICATORS) {
    throw new AnlanError('BAD_USER_INPUT', `expected 1 to ${MOST_INDICATORS} indicators, got ${indicators.length}`);
  }
  const found = indicators.map((code) => findIndicator(declarations.indicators, code));
  const { region } = findRegion(context, moment, within, []);
  const ledgered = region.level !== 'township' && region.level !== 'village' && region.level !== 'grid';
  const below = ledgered ? seenAll(context, moment, moment.tree.children(region)).map((place) => place.region) : [];
  return { indicators: found, regions: [region, ...below] as readonly Region[] };
}

async function* eventsOf(frame: Frame, context: Context, asked: Asked, after: number): AsyncGenerator<DataChange> {
  let cursor = after;
  for await (const moment of context.follow(cursor)) {
    for await (const one of changesOf(frame, context, asked, cursor, moment)) {
      await context.pay();
      yield one;
    }
    cursor = moment.version;
  }
}

/** One change an import between the cursor and the moment that changed anything. */
async function* changesOf(
  frame: Frame,
  context: Context,
  asked: Asked,
  after: number,
  moment: Moment,
): AsyncGenerator<DataChange> {
  const what = checkAsked(frame, context, asked, moment);
  const found = await moment.touched({ ...what, after, upTo: moment.version });
  for (const [number, touched] of Map.groupBy(found, ({ importId }) => importId)) {
    const change = await changeOf(context, number, touched);
    if (change !== null) yield change;
  }
}

async function changeOf(context: Context, number: number, touched: readonly Touched[]): Promise<DataChange | null> {
  const [before, after] = await Promise.all([context.version(number - 1), context.version(number)]);
  const told = touched.slice(0, MOST_VALUES);
  const values = await Promise.all(
    told.map(async ({ indicator, region, period }) => {
      const subject = after.reader.subjects(region, period)(indicator);
      const [old, now] = await Promise.all([before.reader.value(subject), after.reader.value(subject)]);
      return same(old, now) ? [] : [{ before: { moment: before, subject }, after: { moment: after, subject } }];
    }),
  );
  const omitted = touched.length - told.length;
  if (values.flat().length === 0 && omitted === 0) return null;
  const record = await after.provenance().importById(number);
  return {
    number,
    moment: after,
    import: record === null ? null : { moment: after, ...record },
    values: values.flat(),
    omitted,
  };
}

const same = (a: Value, b: Value): boolean =>
  a.absence === b.absence &&
  a.basis === b.basis &&
  a.coverage.reported === b.coverage.reported &&
  a.coverage.expected === b.coverage.expected &&
  equal(a.exact, b.exact) &&
  equal(a.numerator, b.numerator) &&
  equal(a.denominator, b.denominator);

const equal = (a: Value['exact'], b: Value['exact']): boolean =>
  a === null || b === null ? a === b : String(a) === String(b);

function readCursor(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new AnlanError('BAD_CURSOR', 'expected `after` to be a `cursor` that a change gave, or 0', {
    found: text.slice(0, 40),
  });
}
