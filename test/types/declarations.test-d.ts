// Checked by `tsc`: a wrong declaration is an error on its own line, and if it no longer were, the marker above it would be.
import {
  choice,
  day,
  flag,
  money,
  count as number,
  region,
  required,
  text,
  time,
  year,
} from '../../src/datasets/columns.ts';
import { type Dataset, dataset } from '../../src/datasets/dataset.ts';
import { datasets } from '../../src/datasets/index.ts';
import { count, ratio, share, survey, theme } from '../../src/indicators/indicator.ts';

const label = { zh: '事件', en: 'Events' } as const;

const columns = {
  serial: text('编号', 'Serial', required),
  region: region('所属地区', 'Region', required),
  happenedOn: day('发生日期', 'Happened on', required),
  endedOn: day('结束日期', 'Ended on'),
  kind: choice('类型', 'Kind', { fire: ['火灾', 'fire'], road: ['交通', 'road'] }),
  hurt: number('受伤人数', 'Hurt'),
  loss: money('损失', 'Loss'),
} as const;
const frame = { code: 'events', label, columns, key: ['serial'], covers: 'happenedOn', rules: [] } as const;

export const right = dataset({
  ...frame,
  measures: {
    events: { kind: 'flow', label, on: ['happenedOn'], by: ['kind'] },
    fires: {
      kind: 'flow',
      label,
      on: ['endedOn', 'happenedOn'],
      where: { kind: { in: ['fire', 'road'] } },
      sum: 'loss',
    },
    open: { kind: 'stock', label, from: 'happenedOn', until: 'endedOn' },
  },
});

export const misspeltDay = dataset({
  ...frame,
  measures: {
    // @ts-expect-error no column of that name
    events: { kind: 'flow', label, on: ['happendOn'] },
  },
});

export const sumOfText = dataset({
  ...frame,
  measures: {
    // @ts-expect-error a text cannot be summed
    events: { kind: 'flow', label, on: ['happenedOn'], sum: 'serial' },
  },
});

export const breakdownOfDay = dataset({
  ...frame,
  measures: {
    // @ts-expect-error only a choice breaks a measure down
    events: { kind: 'flow', label, on: ['happenedOn'], by: ['endedOn'] },
  },
});

export const unknownWord = dataset({
  ...frame,
  measures: {
    // @ts-expect-error no such word of that choice
    fires: { kind: 'flow', label, on: ['happenedOn'], where: { kind: 'flood' } },
  },
});

export const unknownWordAmongMany = dataset({
  ...frame,
  measures: {
    // @ts-expect-error one of the words is none of that choice
    fires: { kind: 'flow', label, on: ['happenedOn'], where: { kind: { in: ['fire', 'flood'] } } },
  },
});

export const flagTestOfCount = dataset({
  ...frame,
  measures: {
    // @ts-expect-error a count is known or not; it is neither true nor false
    hurt: { kind: 'flow', label, on: ['happenedOn'], where: { hurt: true } },
  },
});

// @ts-expect-error a key names columns
export const misspeltKey = dataset({ ...frame, measures: {}, key: ['serail'] });

export const ruleOnText = dataset({
  ...frame,
  measures: {},
  // @ts-expect-error only days stand in an order
  rules: [{ kind: 'order', columns: ['happenedOn', 'serial'] }],
});

const kinds = choice(
  '类型',
  'Kind',
  { fire: ['火灾', 'fire'], arson: ['放火', 'arson'], road: ['交通', 'road'] },
  { tree: { fire: ['arson'] }, groups: { grave: [{ from: null, words: ['fire'] }] } },
);
const wide = {
  ...frame,
  columns: {
    ...columns,
    kinds,
    foundAt: time('发现时间', 'Found at'),
    finder: text('发现人', 'Finder'),
    proven: flag('属实', 'Proven'),
    ofYear: year('年度', 'Year'),
  },
} as const;

export const rightConditions = dataset({
  ...wide,
  measures: {
    grave: { kind: 'flow', label, on: ['ofYear'], group: { column: 'kinds', group: 'grave', on: 'happenedOn' } },
    soon: {
      kind: 'flow',
      label,
      on: ['happenedOn'],
      where: { hurt: { atLeast: 3 } },
      within: { between: ['happenedOn', 'endedOn'], in: 'day', atMost: 2 },
      same: ['serial', 'finder'],
      sum: ['hurt'],
    },
    spread: { kind: 'spread', label, from: 'happenedOn', until: 'endedOn', sum: 'loss' },
  },
});

export const unknownGroup = dataset({
  ...wide,
  measures: {
    // @ts-expect-error the column declares no such group
    grave: { kind: 'flow', label, on: ['happenedOn'], group: { column: 'kinds', group: 'petty', on: 'happenedOn' } },
  },
});

export const groupOfFlatList = dataset({
  ...wide,
  measures: {
    // @ts-expect-error a column without groups
    grave: { kind: 'flow', label, on: ['happenedOn'], group: { column: 'kind', group: 'grave', on: 'happenedOn' } },
  },
});

export const leastOfFlag = dataset({
  ...wide,
  measures: {
    // @ts-expect-error only a count is at least something
    proven: { kind: 'flow', label, on: ['happenedOn'], where: { proven: { atLeast: 1 } } },
  },
});

export const sameDays = dataset({
  ...wide,
  measures: {
    // @ts-expect-error only texts are the same
    same: { kind: 'flow', label, on: ['happenedOn'], same: ['happenedOn', 'endedOn'] },
  },
});

export const stockOfYears = dataset({
  ...wide,
  measures: {
    // @ts-expect-error a stock begins on a day
    open: { kind: 'stock', label, from: 'ofYear', until: 'endedOn' },
  },
});

const flood = [{ from: null, words: ['flood'] }] as const;
// @ts-expect-error the group lists a word that the column does not have
export const strangeGroup = choice('类型', 'Kind', { fire: ['火灾', 'fire'] }, { groups: { flood } });

// @ts-expect-error the tree names a word that the column does not have
export const treeOfUnknownWord = choice('类型', 'Kind', { fire: ['火灾', 'fire'] }, { tree: { fire: ['arson'] } });

const names = ['事件数', 'Events'] as const;

export const rightTheme = theme('events', '事件', 'Events', {
  found: count(names, names, 'mediations.found'),
  property: count(names, names, { measure: 'mediations.accepted', member: 'type:物业' }),
});

// @ts-expect-error no dataset declares that measure
export const unknownMeasure = count(names, names, 'mediations.foundd');

// @ts-expect-error no such dataset
export const unknownDataset = ratio(names, names, 'mediation.resolved', 'mediations.found');

// @ts-expect-error the second of the denominator's measures does not exist
export const unknownPart = ratio(names, names, 'mediations.found', ['mediations.accepted', 'patrol_teams.team']);

// @ts-expect-error measures are named as in the database, not as in code
export const inCamelCase = share(names, names, 'mediations.resolvedInPeriod', 'type');

// @ts-expect-error no survey asks that
export const unknownQuestion = survey(names, names, 'safty');

// @ts-expect-error units are those of the kernel
export const unknownUnit = count(names, names, 'mediations.found', { unit: 'pieces' });

// @ts-expect-error better is higher, lower or none
export const unknownDirection = survey(names, names, 'safety', { direction: 'neutral' });

export const asEnginesSeeThem: Readonly<Record<string, Dataset>> = datasets;
