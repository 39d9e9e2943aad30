import type { Indicator } from '../../indicators/indicator.ts';
import type { Period } from '../../kernel/period.ts';
import type { Region } from '../../regions/region.ts';
import type { ValueChange } from '../comparisons/change.ts';
import type { Rank, RankScope } from '../comparisons/rank.ts';
import type { Subject, Value } from '../values/value.ts';

/** What was worked out of one subject. */
export interface Known {
  value: Value | null;
  /** By baseline, and the period of PERIOD. */
  readonly changes: Map<string, ValueChange>;
  readonly ranks: Map<RankScope, Rank | null>;
}

/**
 * What was worked out from one data version, on one day, for viewers with the same rights: the same for every request
 * until an import comes in.
 */
export interface Answers {
  /** The subject that stands for these three in all requests, so that it can be looked up by identity. */
  readonly subject: (indicator: Indicator, region: Region, period: Period) => Subject;
  readonly known: (subject: Subject) => Known | undefined;
  /** The place to keep what was worked out of a subject. */
  readonly keep: (subject: Subject) => Known;
  readonly periods: Map<string, Period>;
}

interface AnswersOptions {
  /** Subjects that are kept in each of two generations; the older one goes when the younger is full. */
  readonly subjects: number;
}

const PERIODS = 2000;

export function createAnswers({ subjects: most }: AnswersOptions): Answers {
  let young = new Map<string, Subject>();
  let old = new Map<string, Subject>();
  let known = new Map<Subject, Known>();
  let knownBefore = new Map<Subject, Known>();
  const periods = new Map<string, Period>();

  const makeRoom = (): void => {
    if (periods.size > PERIODS) periods.clear();
    if (young.size < most) return;
    old = young;
    young = new Map();
    knownBefore = known;
    known = new Map();
  };

  return {
    periods,
    subject(indicator, region, period) {
      const key = `${region.id} ${indicator.code} ${period.code}`;
      const found = young.get(key);
      if (found !== undefined) return found;
      makeRoom();
      const subject = old.get(key) ?? { indicator, region, period };
      young.set(key, subject);
      const before = knownBefore.get(subject);
      if (before !== undefined) known.set(subject, before);
      return subject;
    },
    known: (subject) => known.get(subject),
    keep(subject) {
      const found = known.get(subject);
      if (found !== undefined) return found;
      const fresh: Known = { value: null, changes: new Map(), ranks: new Map() };
      known.set(subject, fresh);
      return fresh;
    },
  };
}
