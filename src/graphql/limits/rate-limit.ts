import type { Frame } from '../frame.ts';
import type { RateLimit } from './allowances.ts';

export function defineRateLimit({ builder, types }: Frame): void {
  const rateLimit = builder.objectRef<RateLimit>('RateLimit').implement({
    description: 'What the key may spend. The same stands in the headers `ratelimit-*` of every answer.',
    fields: (t) => ({
      limit: t.exposeInt('limit', { description: 'Points that can be spent at once.' }),
      remaining: t.exposeInt('remaining', { description: 'Points that are left, this operation taken off.' }),
      perMinute: t.exposeInt('perMinute', { description: 'Points that come back in a minute.' }),
      requested: t.exposeInt('requested', { description: 'Points that this operation takes.' }),
      resetSeconds: t.int({
        description: 'Seconds until all points are back.',
        resolve: ({ limit, remaining, perMinute }) => Math.ceil(((limit - remaining) * 60) / perMinute),
      }),
    }),
  });
  builder.objectField(types.viewer, 'rateLimit', (t) =>
    t.field({
      type: rateLimit,
      description: 'What the key may spend, and what is left of it.',
      resolve: (_viewer, _args, { rateLimit: left }) => left(),
    }),
  );
}
