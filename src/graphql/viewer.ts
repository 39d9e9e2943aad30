import type { Budgets } from '../access/viewer.ts';
import { findRegion } from './find-region.ts';
import type { Frame } from './frame.ts';

export function defineViewer({ builder, types, words }: Frame): void {
  const budgets = builder.objectRef<Budgets>('Budgets').implement({
    description: 'What the key may spend.',
    fields: (t) => ({
      costPerMinute: t.exposeInt('costPerMinute', { description: 'Points of cost that come back each minute.' }),
      costBurst: t.exposeInt('costBurst', { description: 'Points of cost that can be spent at once.' }),
      requestsPerMinute: t.exposeInt('requestsPerMinute', { description: 'Requests a minute.' }),
      concurrency: t.exposeInt('concurrency', { description: 'Requests in flight at once.' }),
    }),
  });
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
      datasets: t.field({
        type: ['ID'],
        nullable: true,
        description: 'The datasets that may be read, and what is made of them; null when all may.',
        resolve: ({ datasets }) => datasets && [...datasets],
      }),
      disclosure: t.expose('disclosure', {
        type: words.disclosure,
        description: 'How exactly sensitive counts are shown to this key.',
      }),
      trustedOnly: t.exposeBoolean('trustedOnly', { description: 'The key may only run registered operations.' }),
      budgets: t.expose('budgets', { type: budgets, description: 'What the key may spend.' }),
      expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'From then on the key opens nothing.' }),
      daysLeft: t.exposeInt('daysLeft', {
        description: 'Whole days until then; from 30 on the header `anlan-key-expires` says so too.',
      }),
    }),
  });
  builder.queryField('viewer', (t) =>
    t.field({
      type: types.viewer,
      description: 'Who asks.',
      resolve(_root, _args, { viewer, personal }) {
        personal();
        return viewer;
      },
    }),
  );
}
