import type { Absence } from '../../engine/values/value.ts';
import type { Frame } from '../frame.ts';
import { seen, seenAll } from '../regions/find-region.ts';
import type { Place } from '../types.ts';

export function defineRank({ builder, types, words }: Frame): void {
  const excluded = builder.objectRef<Place & { readonly absence: Absence }>('Excluded').implement({
    description: 'A region that could not be ranked.',
    fields: (t) => ({
      region: t.field({
        type: types.region,
        description: 'Which.',
        resolve: ({ moment, region }) => ({ moment, region }),
      }),
      absence: t.expose('absence', { type: words.absence, description: 'Why it has no value.' }),
    }),
  });
  const places = builder.objectRef<{ readonly from: number; readonly to: number }>('RankRange').implement({
    description: 'From one place to another, both included.',
    fields: (t) => ({
      from: t.exposeInt('from', { description: 'The better place.' }),
      to: t.exposeInt('to', { description: 'The worse place.' }),
    }),
  });

  types.rank.implement({
    description:
      'The place of a value among regions of one level within an ancestor; 1 is best, equals share the better place.',
    fields: (t) => ({
      position: t.exposeInt('position', {
        nullable: true,
        description: 'The place; null without a value or printed place.',
      }),
      of: t.exposeInt('of', {
        nullable: true,
        description: 'How many regions have a value; null where only a printed place is known.',
      }),
      tied: t.exposeInt('tied', { description: 'How many others share the place.' }),
      tiedWith: t.field({
        type: [types.region],
        description: 'Those of them that the key may see.',
        resolve: ({ moment, tiedWith }, _args, context) => seenAll(context, moment, tiedWith),
      }),
      scope: t.field({
        type: types.region,
        nullable: true,
        description: 'The ancestor within which it is ranked; null where the key does not reach.',
        resolve: ({ moment, scope }, _args, context) => seen(context, moment, scope),
      }),
      scopeName: t.string({ description: 'Its name, reach or not.', resolve: ({ scope }) => scope.name }),
      level: t.expose('level', { type: words.regionLevel, description: 'The level of the regions ranked.' }),
      excluded: t.field({
        type: [excluded],
        description: 'Regions without a value, as far as the key may see them.',
        resolve: ({ moment, excluded: regions }) => regions.map((one) => ({ moment, ...one })),
      }),
      excludedCount: t.exposeInt('excludedCount', { description: 'How many regions have no value.' }),
      previousPeriod: t.field({
        type: 'Period',
        nullable: true,
        description: 'The period a year before.',
        resolve: ({ previousPeriod }) => previousPeriod?.code ?? null,
      }),
      previousPosition: t.exposeInt('previousPosition', {
        nullable: true,
        description: 'Its place then, among the regions that have a value in both periods.',
      }),
      movement: t.exposeInt('movement', {
        nullable: true,
        description: 'Places climbed since, over the same regions; negative when fallen.',
      }),
      comparable: t.exposeBoolean('comparable', {
        description: 'Both places are there, and of values that compare.',
      }),
      incomparable: t.expose('incomparable', {
        type: [types.incomparability],
        description: 'Why the movement does not compare; empty where it does.',
      }),
      uniform: t.exposeBoolean('uniform', {
        description: 'All values ranked are of one definition and survey instrument.',
      }),
      indistinguishable: t.expose('indistinguishable', {
        type: places,
        nullable: true,
        description: 'The places that samples of this size cannot tell from its own; null without samples.',
      }),
      basis: t.expose('basis', { type: words.basis, description: 'Ranked here, or a place as printed.' }),
      reported: t.field({
        type: [types.reportedFigure],
        description: 'Places that were printed, and how they agree.',
        resolve: ({ moment, reported }) => reported.map((figure) => ({ moment, ...figure })),
      }),
    }),
  });
}
