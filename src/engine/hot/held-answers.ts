import { LRUCache } from 'lru-cache';
import type { Day } from '../../kernel/day.ts';
import { type Answers, createAnswers } from './answers.ts';

export interface HeldAnswers {
  /** What was found out for viewers of these rights from this data on this day. */
  readonly of: (data: { readonly version: number; readonly today: Day; readonly rights: string }) => Answers;
  /** The same version of the data may say something else now. */
  readonly forget: () => void;
}

interface HeldAnswersOptions {
  /** Rights for which answers are held at once; those not asked for the longest go. */
  readonly rights: number;
  /** Subjects for each of them, in each of two generations. */
  readonly subjects: number;
}

/** Answers of the newest data, held between requests and dropped when an import comes in. */
export function createHeldAnswers({ rights: most, subjects }: HeldAnswersOptions): HeldAnswers {
  const held = new LRUCache<string, Answers>({ max: most });
  let data = '';
  return {
    forget() {
      held.clear();
    },
    of({ version, today, rights }) {
      const asked = `${version} ${today}`;
      if (asked !== data) {
        held.clear();
        data = asked;
      }
      const found = held.get(rights) ?? createAnswers({ subjects });
      held.set(rights, found);
      return found;
    },
  };
}
