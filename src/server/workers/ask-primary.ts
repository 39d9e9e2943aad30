import { z } from 'zod';
import type { Meter } from '../budget/meter.ts';
import { type Question, reply } from './conversation.ts';

const left = z.object({ allowed: z.boolean(), remaining: z.number(), retryAfter: z.number() });
const entry = z.union([
  z.literal('entered'),
  z.object({ refused: z.enum(['concurrency', 'requests']), retryAfter: z.number() }),
]);

/** The meter and the metrics of all server processes, kept by the first. */
export interface Shared {
  readonly meter: Meter;
  readonly metrics: () => Promise<string>;
  /** Lets go of the first process, without which this one cannot end. */
  close(): Promise<void>;
}

/** The end of a server process; its other end is `createPrimary`. */
export function askPrimary(): Shared {
  const waiting = new Map<number, (answer: unknown) => void>();
  let asked = 0;
  process.on('message', (message) => {
    const { success, data } = reply.safeParse(message);
    if (!success) return;
    waiting.get(data.id)?.(data.answer);
    waiting.delete(data.id);
  });
  const ask = (question: Question['ask']): Promise<unknown> =>
    new Promise((resolve) => {
      const id = ++asked;
      waiting.set(id, resolve);
      process.send?.({ anlan: 'question', id, ask: question });
    });

  return {
    meter: {
      enter: async (key, budgets) => entry.parse(await ask({ of: 'enter', key, budgets })),
      leave: (key) => void ask({ of: 'leave', key }),
      spend: async (key, points, budgets) => left.parse(await ask({ of: 'spend', key, points, budgets })),
      wrong: async (address) => z.number().parse(await ask({ of: 'wrong', address })),
    },
    metrics: async () => z.string().parse(await ask({ of: 'metrics' })),
    async close() {
      process.disconnect?.();
    },
  };
}
