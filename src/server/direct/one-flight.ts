import type { Eventual } from '../../kernel/eventual.ts';
import type { KnownAnswer, KnownAnswers } from '../answers/known-answers.ts';

/** Lets who asks what is being answered to somebody with the same rights wait for that answer. */
export interface OneFlight {
  /** The answer of a name; where it is being made, as soon as that is done. */
  readonly find: (name: string, question: object) => Eventual<KnownAnswer | undefined>;
  /** Makes an answer, of which others may ask meanwhile. */
  readonly make: <Made>(name: string, question: object, work: () => Eventual<Made>) => Eventual<Made>;
}

export function createOneFlight({ find }: Pick<KnownAnswers, 'find'>): OneFlight {
  const making = new Map<string, Promise<void>>();
  /** Questions whose answers are for one asker, so that there is nothing to wait for. */
  const alone = new WeakSet<object>();
  return {
    find(name, question) {
      const known = find(name);
      const busy = known !== undefined || alone.has(question) ? undefined : making.get(name);
      return busy === undefined ? known : busy.then(() => find(name));
    },
    make(name, question, work) {
      const made = work();
      if (!(made instanceof Promise) || making.has(name)) return made;
      const over = (answer: unknown): void => {
        making.delete(name);
        if (answer !== null && find(name) === undefined) alone.add(question);
      };
      making.set(
        name,
        made.then(over, () => over(null)),
      );
      return made;
    },
  };
}
