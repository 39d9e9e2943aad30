import { createHmac } from 'node:crypto';
import { disclose, type Partition, WITHHELD } from '../../access/disclosure.ts';
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
import type { Months, YearsSource } from './years-source.ts';

/** Sums that are asked for, and worked out, in one turn: each takes some twenty others. */
const AT_ONCE = 100;

export interface DisclosedSumsOptions {
  readonly ledger: { load(key: SumKey): Promise<CountedSums> };
  readonly years: YearsSource;
  readonly measures: DeclaredMeasures;
  readonly tree: RegionTree;
  /** Decides to which side a count is moved; the same on every server. */
  readonly secret: Buffer;
}

/** What a count is made of, by member. */
type Counts = (member: string) => number;
/** The same in each of the parts into which it is cut. */
type Parts = (member: string) => Partition;

/**
 * What a restricted key is told of sensitive sums: the one place where they are withheld and rounded, so that everything
 * derived is made of what it tells. Only counts of whole months, quarters, halves and years, from townships up.
 */
export function createDisclosedSums({ ledger, years, measures, tree, secret }: DisclosedSumsOptions): SumsSource {
  const reading = createTurns(AT_ONCE);
  const telling = createTurns(AT_ONCE);
  const known = new Map<string, Promise<Sums>>();

  /** Each period of a year is a slice of its twelve months; what holds on a day has no parts in time. */
  const read = async (key: SumKey, months: number | null): Promise<Slices> => {
    if (months === null) {
      const sums = await ledger.load(key);
      return { whole: (member) => toNumber(sums.get(member) ?? ZERO), spans: [] };
    }
    const year = Number(key.from.slice(0, 4));
    const first = Number(key.from.slice(5, 7)) - 1;
    const sums = await years.load({ ...key, year });
    const slice = (member: string, at: number, length: number) =>
      (sums.get(member) ?? NO_MONTHS).slice(first + at, first + at + length).reduce(plus, 0);
    return {
      whole: (member) => slice(member, 0, months),
      spans: SPANS.filter((length) => length < months).map(
        (length) => (member) => Array.from({ length: months / length }, (_, at) => slice(member, at * length, length)),
      ),
    };
  };

  const load = async (
    key: SumKey,
    declared: DeclaredMeasure,
    members: readonly string[],
    months: number | null,
  ): Promise<Sums> => {
    await reading.turn();
    const below = tree.children(tree.byId(key.regionId)).filter(({ level }) => inLedger(level));
    const [own, places, words] = await Promise.all([
      read(key, months),
      Promise.all(below.map(({ id }) => read({ ...key, regionId: id }, months))),
      Promise.all(dimensionsOf(key, declared).map(async (by) => ({ by, ...(await read({ ...key, by }, months)) }))),
    ]);
    await telling.turn();
    const ofPlaces: Parts[] = below.length === 0 ? [] : [(member) => places.map(({ whole }) => whole(member))];
    // Words of a breakdown add up to the total, each kind of word for itself.
    const ofWords = words.map(
      ({ by, whole }): Parts =>
        () =>
          membersOf(declared, by).map(whole),
    );
    const partitions = [...own.spans, ...ofPlaces, ...ofWords];
    const name = sumKeyText(key);
    return new Map(
      members.map((member) => {
        const value = own.whole(member);
        const cut = partitions.map((parts) => withRest(value, parts(member)));
        const shown = disclose(value, cut, () => side(secret, `${name}|${member}|${value}`));
        return [member, shown === WITHHELD ? WITHHELD : exact(shown)] as const;
      }),
    );
  };

  return {
    async load(key) {
      const declared = measures.get(key.measure);
      if (declared === undefined || !declared.sensitive) return ledger.load(key);
      const members = key.by === null ? [key.member] : membersOf(declared, key.by);
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

/** A count and its parts in time: the halves of a year, its quarters, its months. */
interface Slices {
  readonly whole: Counts;
  readonly spans: readonly Parts[];
}

const SPANS = [6, 3, 1];
const NO_MONTHS: Months = Array(12).fill(0);
const plus = (a: number, b: number): number => a + b;

/** Breakdowns in which a total is published too. */
const dimensionsOf = ({ by, member }: SumKey, { measure }: DeclaredMeasure): readonly string[] =>
  by !== null || member !== '' || measure.kind === 'median' ? [] : (measure.by ?? []).map(snake);

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
