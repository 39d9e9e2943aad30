import { findRegion } from './find-region.ts';
import type { Frame } from './frame.ts';

export function defineViewer({ builder, types, words }: Frame): void {
  types.viewer.implement({
    description: 'Who asks, and what the key may see.',
    fields: (t) => ({
      keyId: t.exposeID('keyId', { description: 'The readable part of the key.' }),
      agency: t.exposeString('agency', { description: 'Whom the key was given to.' }),
      scopes: t.field({ type: [words.scope], description: 'What the key may do.', resolve: ({ scopes }) => scopes }),
      reach: t.field({
        type: [types.region],
        nullable: true,
        description: 'The regions whose subtrees may be read; null when all may.',
        resolve: ({ reach }, _args, context) =>
          reach?.map((code) => findRegion(context, context.now(), code, [])) ?? null,
      }),
    }),
  });
  builder.queryField('viewer', (t) =>
    t.field({ type: types.viewer, description: 'Who asks.', resolve: (_root, _args, { viewer }) => viewer }),
  );
}
