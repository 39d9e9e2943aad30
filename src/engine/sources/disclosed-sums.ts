import { createHmac } from 'node:crypto';
import { disclose, type Partition, SMALLEST, WITHHELD } from '../../access/disclosure.ts';
import { snake } from '../../datasets/dataset.ts';
import { exact, toNumber, ZERO } from '../../kernel/exact.ts';
import { createTurns } from '../../kernel/turns.ts';
import { inLedger } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';
import { type DeclaredMeasure, type DeclaredMeasures, isCount } from '../values/declared-measures.ts';
import { standardMonths } from '../values/span.ts';
import type { RowsSource } from './rows-source.ts';
import {
  type CountedSums,
  type RowSumsSource,
  type SumKey,
  type Sums,
  type SumsSource,
  sumKeyText,
} from './sum-key.ts';
import type { YearSums, YearsSource } from './years-source.ts';

/** Sums that are asked for, and worked out, in one turn: each takes some twenty others. */
const AT_ONCE = 25;

export interface DisclosedSumsOptions {
  readonly ledger: { load(key: SumKey): Promise<CountedSums> };
  readonly years: YearsSource;
  readonly measures: DeclaredMeasures;
  readonly tree: RegionTree;
  /** Decides to which side a count is moved; the same on every server. */
  readonly secret: Buffer;
}

/**
 * What a restricted key is told of sensitive sums: the one place where they are withheld and rounded, so that everything
 * derived is made of what it tells. Only counts of whole months, quarters, halves and years, from townships up.
 */
export function createDisclosedSums({ ledger, years, measures, tree, secret }: DisclosedSumsOptions): SumsSource {
  const reading = createTurns(AT_ONCE);
  const telling = createTurns(AT_ONCE);
  const known = new Map<string, Promise<Sums>>();
  const cuts = new Map<string, Promise<Cut<YearSums>>>();
  const words = createWords();

  const cut = async <T>(key: SumKey, declared: DeclaredMeasure, load: (key: SumKey) => Promise<T>): Promise<Cut<T>> => {
    await reading.turn();
    const below = tree.children(tree.byId(key.regionId)).filter(({ level }) => inLedger(level));
    const dimensions = dimensionsOf(key, declared);
    const [own, places, breakdowns] = await Promise.all([
      load(key),
      Promise.all(below.map(({ id }) => load({ ...key, regionId: id }))),
      Promise.all(dimensions.map((by) => load({ ...key, by }))),
    ]);
    return {
      own,
      places,
      breakdowns: breakdowns.map((of, at) => ({ of, words: words(declared, dimensions[at] ?? '') })),
    };
  };

  /** All periods of a year are slices of the same twelve months. */
  const cutOfYear = (key: SumKey, declared: DeclaredMeasure): Promise<Cut<YearSums>> => {
    const year = Number(key.from.slice(0, 4));
    const name = [key.regionId, key.measure, key.by ?? '', key.member, year].join('|');
    const found = cuts.get(name) ?? cut(key, declared, (part) => years.load({ ...part, year }));
    cuts.set(name, found);
    return found;
  };

  const tell = <T>(key: SumKey, members: readonly string[], { own, places, breakdowns }: Cut<T>, read: Read<T>): Sums =>
    new Map(
      members.map((member) => {
        const value = read.whole(own, member);
        if (value < SMALLEST) return [member, WITHHELD] as const;
        const partitions = [
          ...read.spans(own, member),
          ...(places.length === 0 ? [] : [places.map((place) => read.whole(place, member))]),
          // Words of a breakdown add up to the total, each kind of word for itself.
          ...breakdowns.map(({ of, words: each }) => each.map((word) => read.whole(of, word))),
        ];
        const name = `${sumKeyText(key)}|${member}|${value}`;
        const shown = disclose(
          value,
          partitions.map((parts) => withRest(value, parts)),
          () => side(secret, name),
        );
        return [member, shown === WITHHELD ? WITHHELD : exact(shown)] as const;
      }),
    );

  const load = async (
    key: SumKey,
    declared: DeclaredMeasure,
    members: readonly string[],
    months: number | null,
  ): Promise<Sums> => {
    if (months === null) {
      const standing = await cut(key, declared, (part) => ledger.load(part));
      await telling.turn();
      return tell(key, members, standing, ON_A_DAY);
    }
    const year = await cutOfYear(key, declared);
    await telling.turn();
    return tell(key, members, year, during(Number(key.from.slice(5, 7)) - 1, months));
  };

  return {
    async load(key) {
      const declared = measures.get(key.measure);
      if (declared === undefined || !declared.sensitive) return ledger.load(key);
      const members = key.by === null ? [key.member] : words(declared, key.by);
      const months = declared.measure.kind === 'stock' ? null : standardMonths(key.from, key.to);
      if (!isCount(declared) || (months === null && declared.measure.kind !== 'stock'))
        return new Map(members.map((member) => [member, WITHHELD]));
      const name = sumKeyText(key);
      const found = known.get(name) ?? load(key, declared, members, months);
      known.set(name, found);
      return found;
    },
  };
}

/** A count, the same in each region below, and the breakdowns in which it is published too. */
interface Cut<T> {
  readonly own: T;
  readonly places: readonly T[];
  readonly breakdowns: readonly { readonly of: T; readonly words: readonly string[] }[];
}

/** What is counted of a member, and its parts in time. */
interface Read<T> {
  readonly whole: (sums: T, member: string) => number;
  readonly spans: (sums: T, member: string) => readonly Partition[];
}

/** What holds on a day has no parts in time. */
const ON_A_DAY: Read<CountedSums> = {
  whole: (sums, member) => toNumber(sums.get(member) ?? ZERO),
  spans: () => [],
};

/** So many months of a year, and the halves, quarters and months in them. */
function during(first: number, months: number): Read<YearSums> {
  const slice = (sums: YearSums, member: string, at: number, length: number): number => {
    const counts = sums.get(member);
    let sum = 0;
    if (counts !== undefined)
      for (let month = first + at; month < first + at + length; month++) sum += counts[month] ?? 0;
    return sum;
  };
  const lengths = SPANS.filter((length) => length < months);
  return {
    whole: (sums, member) => slice(sums, member, 0, months),
    spans: (sums, member) =>
      lengths.map((length) =>
        Array.from({ length: months / length }, (_, at) => slice(sums, member, at * length, length)),
      ),
  };
}

const SPANS = [6, 3, 1];

/** Breakdowns in which a total is published too. */
const dimensionsOf = ({ by, member }: SumKey, { measure }: DeclaredMeasure): readonly string[] =>
  by !== null || member !== '' || measure.kind === 'median' ? [] : (measure.by ?? []).map(snake);

/** The words of a breakdown, made once. */
function createWords(): typeof membersOf {
  const made = new Map<DeclaredMeasure, Map<string, readonly string[]>>();
  return (declared, by) => {
    const ofMeasure = made.get(declared) ?? new Map<string, readonly string[]>();
    made.set(declared, ofMeasure);
    const words = ofMeasure.get(by) ?? membersOf(declared, by);
    ofMeasure.set(by, words);
    return words;
  };
}

const side = (secret: Buffer, count: string): boolean =>
  ((createHmac('sha256', secret).update(count).digest()[0] ?? 0) & 1) === 1;

/** Sums of rows: of villages, days and weeks. Of sensitive ones a restricted key is told none, nor a median. */
export function createDisclosedRows({
  rows,
  measures,
}: {
  readonly rows: Pick<RowsSource, 'sums'>;
  readonly measures: DeclaredMeasures;
}): RowSumsSource {
  return {
    async load(key) {
      const declared = measures.get(key.measure);
      if (declared === undefined || !declared.sensitive) return rows.sums(key);
      const members = key.by === null ? [key.member] : membersOf(declared, key.by);
      return new Map(members.map((member) => [member, WITHHELD]));
    },
  };
}

/** What lies in none of the parts, such as rows of a county that name no township, is a part of its own. */
function withRest(value: number, parts: Partition): Partition {
  const rest = value - parts.reduce((sum, part) => sum + part, 0);
  return rest === 0 ? parts : [...parts, rest];
}

/** Every word that a breakdown can show, whether it counts anything or not. */
export function membersOf({ dataset }: DeclaredMeasure, by: string): readonly string[] {
  const [, column] = Object.entries(dataset.columns).find(([name]) => snake(name) === by) ?? [];
  const words = column?.kind === 'choice' ? Object.keys(column.choices) : [];
  return ['', ...words].map((word) => `${by}:${word}`);
}
