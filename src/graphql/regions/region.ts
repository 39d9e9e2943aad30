import type { Frame } from '../frame.ts';
import { globalId } from '../global-id.ts';
import { parentOf, seen, seenAll } from './find-region.ts';

export function defineRegion({ types, words }: Frame): void {
  types.region.implement({
    description: 'A node of the region tree: from province to village and grid, and functional zones.',
    interfaces: [types.node],
    isTypeOf: (value) => typeof value === 'object' && value !== null && 'region' in value && 'moment' in value,
    fields: (t) => ({
      id: t.id({
        description: 'Global id: `Region:350599000000`.',
        resolve: ({ region }) => globalId('Region', region.code),
      }),
      code: t.id({
        description: '12 digits for statutory divisions, an own code for functional zones.',
        resolve: ({ region }) => region.code,
      }),
      name: t.string({ description: 'Its own name: 安海镇.', resolve: ({ region }) => region.name }),
      shortName: t.string({
        description: 'The name without its generic ending: 安海.',
        resolve: ({ region }) => region.shortName,
      }),
      fullName: t.string({
        description: 'Names from the root down: 福建省泉州市晋江市安海镇.',
        resolve: ({ moment, region }) => moment.tree.fullName(region),
      }),
      level: t.field({
        type: words.regionLevel,
        description: 'How far down the tree it stands.',
        resolve: ({ region }) => region.level,
      }),
      kind: t.field({
        type: words.regionKind,
        description: 'Statutory division or functional zone.',
        resolve: ({ region }) => region.kind,
      }),
      aliases: t.stringList({
        description: 'Old names and codes that resolve to it.',
        resolve: ({ moment, region }) => [...moment.tree.aliases(region)],
      }),
      validFrom: t.field({
        type: 'Date',
        nullable: true,
        description: 'The first day on which it was in force; null when it is not known.',
        resolve: ({ region }) => region.validFrom,
      }),
      validTo: t.field({
        type: 'Date',
        nullable: true,
        description: 'The first day on which it was no longer in force; null while it is.',
        resolve: ({ region }) => region.validTo,
      }),
      parent: t.field({
        type: types.region,
        nullable: true,
        description: 'The region above; null at the root and where the key does not reach.',
        resolve: ({ moment, region }, _args, context) => seen(context, moment, parentOf(moment.tree, region)),
      }),
      ancestors: t.field({
        type: [types.region],
        description: 'From the root down to the parent, as far as the key reaches.',
        resolve: ({ moment, region }, _args, context) => seenAll(context, moment, moment.tree.ancestors(region)),
      }),
      children: t.field({
        type: [types.region],
        description: 'The regions directly below, in order of code.',
        resolve: ({ moment, region }, _args, context) => seenAll(context, moment, moment.tree.children(region)),
      }),
      descendants: t.field({
        type: [types.region],
        description: 'All regions below, in order of code; `regions(within)` gives the same in pages.',
        args: { level: t.arg({ type: words.regionLevel, description: 'Only of this level.' }) },
        resolve: ({ moment, region }, { level }, context) =>
          seenAll(context, moment, moment.tree.descendants(region, level ?? undefined)),
      }),
    }),
  });
}
