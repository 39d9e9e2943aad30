import { responsePathAsArray } from 'graphql';
import { AnlanError } from '../kernel/errors.ts';
import { findIndicator } from './catalogue/find-indicator.ts';
import type { Context } from './context.ts';
import type { Frame } from './frame.ts';
import { readGlobalId, readNumber } from './global-id.ts';
import { findRegion } from './regions/find-region.ts';

type Path = readonly (string | number)[];
/** How each type finds a thing by the key in its global id. */
export type NodeFinders = Readonly<
  Record<string, (key: string, context: Context, path: Path) => object | null | Promise<object | null>>
>;

export const plainFinders = ({ declarations }: Frame): NodeFinders => ({
  Region: (key, context, path) => findRegion(context, context.now(), key, path),
  Indicator: (key, { mayHint }) => findIndicator(declarations.indicators, key, mayHint),
  Source: (key, { now }) =>
    now()
      .provenance()
      .sourceById(readNumber(key) ?? 0),
  Import: async (key, { now }) => {
    const moment = now();
    const found = await moment.provenance().importById(readNumber(key) ?? 0);
    return found === null ? null : { moment, ...found };
  },
});

export function defineNode({ builder, types }: Frame, finders: NodeFinders): void {
  types.node.implement({
    description: 'Anything with a global id.',
    fields: (t) => ({
      id: t.id({
        description: 'Global id: type and key, `Region:350599000000`.',
        resolve(node) {
          throw new AnlanError(
            'INTERNAL',
            `expected a type with an id of its own, got ${Object.keys(node).join(', ')}`,
          );
        },
      }),
    }),
  });

  const find = async (id: string, context: Context, path: Path) => {
    const { type, key } = readGlobalId(id);
    const finder = Object.hasOwn(finders, type) ? finders[type] : undefined;
    if (finder === undefined) {
      const known = Object.keys(finders).join(', ');
      throw new AnlanError(
        'BAD_USER_INPUT',
        `expected an id that begins with one of ${known}; got ${JSON.stringify(type)}`,
        {
          found: type,
        },
      );
    }
    return finder(key, context, path);
  };

  builder.queryField('node', (t) =>
    t.field({
      type: types.node,
      nullable: true,
      description: 'Anything by its global id.',
      args: { id: t.arg.id({ required: true, description: 'For example `Region:350599000000`.' }) },
      resolve: (_root, { id }, context, info) => find(id, context, responsePathAsArray(info.path)),
    }),
  );
  builder.queryField('nodes', (t) =>
    t.field({
      type: [types.node],
      nullable: { list: false, items: true },
      description: 'Several things by their global ids, in the order asked.',
      args: { ids: t.arg.idList({ required: true, description: 'At most 500 global ids.' }) },
      resolve: (_root, { ids }, context, info) => {
        context.spend(ids.length);
        return ids.map((id, at) => find(id, context, [...responsePathAsArray(info.path), at]));
      },
    }),
  );
}
