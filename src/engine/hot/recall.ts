import type { Eventual } from '../../kernel/eventual.ts';
import type { ValueChange } from '../comparisons/change.ts';
import type { Rank, RankScope } from '../comparisons/rank.ts';
import type { Subject, Value } from '../values/value.ts';
import type { Answers } from './answers.ts';

/** What one request takes from the answers that are known, and adds to them once it is sure of its data version. */
export interface Recall {
  readonly value: (subject: Subject, work: () => Promise<Value>) => Eventual<Value>;
  readonly change: (subject: Subject, name: string, work: () => Promise<ValueChange>) => Eventual<ValueChange>;
  readonly rank: (subject: Subject, scope: RankScope, work: () => Promise<Rank | null>) => Eventual<Rank | null>;
  /** Does it when all that was found out is sure. */
  readonly hold: (store: () => void) => void;
  /** Every statement of the request saw the version of these answers: what it worked out is theirs. */
  readonly publish: () => void;
}

export function createRecall({ known, keep }: Answers): Recall {
  let found: (() => void)[] = [];
  const values = new Map<Subject, Promise<Value>>();
  const later = async <T>(work: Promise<T>, store: (result: T) => void): Promise<T> => {
    const result = await work;
    found.push(() => store(result));
    return result;
  };

  return {
    value(subject, work) {
      const value = known(subject)?.value ?? values.get(subject);
      if (value !== undefined && value !== null) return value;
      const fresh = later(work(), (one) => {
        keep(subject).value = one;
      });
      values.set(subject, fresh);
      return fresh;
    },
    change: (subject, name, work) =>
      known(subject)?.changes.get(name) ?? later(work(), (change) => keep(subject).changes.set(name, change)),
    rank(subject, scope, work) {
      const rank = known(subject)?.ranks.get(scope);
      return rank === undefined ? later(work(), (one) => keep(subject).ranks.set(scope, one)) : rank;
    },
    hold: (store) => void found.push(store),
    publish() {
      for (const store of found) store();
      found = [];
    },
  };
}
