import type { Eventual } from './eventual.ts';

/**
 * Lets so much begin at once, and the rest in later turns of the event loop: who does much is not done sooner, and nobody
 * else waits for all of it.
 */
export interface Turns {
  /** Awaited before something begins. @param weight how much it is */
  readonly turn: (weight?: number) => Eventual<void>;
  /** Calls back when all that has asked for a turn has begun, and has asked others for what it needs. */
  readonly begun: Schedule;
}

/** Decides when something is done. */
export type Schedule = (then: () => void) => void;

interface Waiting {
  readonly weight: number;
  readonly begin: () => void;
}

/** Nothing in this tick has anything left to do. */
export const afterTick: Schedule = (then) => {
  Promise.resolve().then(() => process.nextTick(then));
};

export function createTurns(size: number): Turns {
  let waiting: Waiting[] = [];
  const listening: (() => void)[] = [];
  let spent = 0;
  const next = (): void => {
    spent = 0;
    let at = 0;
    for (; at < waiting.length && spent < size; at++) {
      const { weight = 0, begin } = waiting[at] ?? {};
      spent += weight;
      begin?.();
    }
    waiting = waiting.slice(at);
    if (spent > 0) setImmediate(next);
    if (waiting.length > 0) return;
    listening.splice(0).forEach(whenBegun);
  };
  const whenBegun: Schedule = (then) =>
    afterTick(() => {
      if (waiting.length === 0) then();
      else listening.push(then);
    });
  return {
    turn(weight = 1) {
      if (spent === 0) setImmediate(next);
      if (spent < size) {
        spent += weight;
        return undefined;
      }
      return new Promise((begin) => waiting.push({ weight, begin }));
    },
    begun: whenBegun,
  };
}
