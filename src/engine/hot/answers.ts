import { LRUCache } from 'lru-cache';
import type { Indicator } from '../../indicators/indicator.ts';
import type { Locale } from '../../kernel/label.ts';
import type { Period } from '../../kernel/period.ts';
import type { Region } from '../../regions/region.ts';
import type { ValueChange } from '../comparisons/change.ts';
import type { Rank, RankScope } from '../comparisons/rank.ts';
import type { EngineRecord } from '../sources/engine-record.ts';
import type { Subject, Value } from '../values/value.ts';
import { addLine, type Line } from './lines.ts';

/** What was worked out of one subject. */
export interface Known {
  value: Value | null;
  /** The value as it is printed. */
  readonly texts: Partial<Record<Locale, string>>;
  /** By baseline, and the period of PERIOD. */
  readonly changes: Map<string, ValueChange>;
  readonly ranks: Map<RankScope, Rank | null>;
  /** What was written of all this. */
  readonly lines: Line[];
}

/**
 * What was worked out from one data version, on one day, for viewers with the same rights: the same for every request
 * until an import comes in.
 */
export interface Answers {
  /**
   * The subjects of a region and period: for each indicator the one that stands for these three in all requests, so that
   * it can be looked up by identity.
   */
  readonly subjects: (region: Region, period: Period) => (indicator: Indicator) => Subject;
  /** Nothing for a subject that is not of these answers, or has been forgotten. */
  readonly known: (subject: Subject) => Known | undefined;
  /** The place to keep what was worked out of a subject. */
  readonly keep: (subject: Subject) => Known;
  /** Keeps what was written of a subject, as long as there is room. */
  readonly keepLine: (known: Known, asked: string, text: string) => void;
  /** Periods by their code as asked. */
  readonly periods: LRUCache<string, Period>;
  /** Subjects of a series, by what was asked. */
  readonly series: LRUCache<string, readonly Subject[]>;
  /** Pages of rows, by what was asked. */
  readonly pages: LRUCache<string, readonly EngineRecord[]>;
}

interface AnswersOptions {
  /** Subjects that are kept in each of two generations; the older one goes when the younger is full. */
  readonly subjects: number;
}

interface Generation {
  readonly rows: Map<string, Map<Indicator, Subject>>;
  readonly known: Map<Subject, Known>;
  size: number;
  /** Of the lines. */
  characters: number;
}

const PERIODS = 2000;
const SERIES = 500;
/** Of the lines of each generation. */
const CHARACTERS = 3_000_000;
/** Of all pages; each takes about a kilobyte. */
const ROWS = 1500;

export function createAnswers({ subjects: most }: AnswersOptions): Answers {
  let young = emptyGeneration();
  let old = emptyGeneration();
  const series = new LRUCache<string, readonly Subject[]>({ max: SERIES });

  const makeRoom = (): void => {
    if (young.size < most) return;
    old = young;
    young = emptyGeneration();
    series.clear();
  };
  const subjectIn = (key: string, indicator: Indicator, region: Region, period: Period): Subject => {
    makeRoom();
    const subject = old.rows.get(key)?.get(indicator) ?? { indicator, region, period };
    const row = young.rows.get(key) ?? new Map<Indicator, Subject>();
    young.rows.set(key, row.set(indicator, subject));
    young.size++;
    const before = old.known.get(subject);
    if (before !== undefined) young.known.set(subject, before);
    return subject;
  };

  return {
    periods: new LRUCache({ max: PERIODS }),
    series,
    pages: new LRUCache({ maxSize: ROWS, sizeCalculation: (rows, asked) => 1 + rows.length + (asked.length >> 10) }),
    subjects(region, period) {
      const key = `${region.id} ${period.code}`;
      const row = young.rows.get(key);
      return (indicator) => row?.get(indicator) ?? subjectIn(key, indicator, region, period);
    },
    known: (subject) => young.known.get(subject),
    keepLine({ lines }, asked, text) {
      if (young.characters < CHARACTERS) young.characters += addLine(lines, asked, text);
    },
    keep(subject) {
      const found = young.known.get(subject);
      if (found !== undefined) return found;
      const fresh: Known = { value: null, texts: {}, changes: new Map(), ranks: new Map(), lines: [] };
      young.known.set(subject, fresh);
      return fresh;
    },
  };
}

const emptyGeneration = (): Generation => ({ rows: new Map(), known: new Map(), size: 0, characters: 0 });
