import type { DayOfUsage } from '../../access/audit/usage.ts';
import type { Budgets } from '../../access/viewer.ts';
import type { Frame } from '../frame.ts';
import { findRegion } from '../regions/find-region.ts';

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
  const usage = builder.objectRef<DayOfUsage>('DayOfUsage').implement({
    description: 'What a key took on one day. Complete up to a second ago.',
    fields: (t) => ({
      day: t.expose('day', { type: 'Date', description: 'The day in Shanghai.' }),
      requests: t.exposeFloat('requests', { description: 'Requests that were let in.' }),
      points: t.exposeFloat('points', { description: 'Points of cost.' }),
      refused: t.exposeFloat('refused', { description: 'Requests with a part that the key may not have.' }),
      recordReads: t.exposeFloat('recordReads', { description: 'Requests that read single rows.' }),
      rowsRead: t.exposeFloat('rowsRead', { description: 'Single rows that were read.' }),
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
      usage: t.field({
        type: [usage],
        description: 'What this key, and those it took the place of, asked for: days with requests, newest first.',
        args: { days: t.arg.int({ required: true, defaultValue: 30, description: 'How many days back, 1 to 366.' }) },
        resolve: (_viewer, { days }, context) =>
          context.usage(days).then((found) => {
            context.spend(found.length);
            return [...found];
          }),
      }),
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
