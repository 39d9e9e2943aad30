import { z } from 'zod';

const budgets = z.object({
  costPerMinute: z.number(),
  costBurst: z.number(),
  requestsPerMinute: z.number(),
  concurrency: z.number(),
});

/** What a server process asks of the first one, which counts for all. */
export const question = z.object({
  anlan: z.literal('question'),
  id: z.number(),
  ask: z.discriminatedUnion('of', [
    z.object({ of: z.literal('enter'), key: z.string(), budgets }),
    z.object({ of: z.literal('leave'), key: z.string() }),
    z.object({ of: z.literal('spend'), key: z.string(), points: z.number(), budgets }),
    z.object({ of: z.literal('wrong'), address: z.string() }),
    z.object({ of: z.literal('metrics') }),
  ]),
});
export type Question = z.infer<typeof question>;

export const reply = z.object({ anlan: z.literal('reply'), id: z.number(), answer: z.unknown() });

/** A server process is ready. */
export const serving = z.object({ anlan: z.literal('serving'), url: z.string() });
