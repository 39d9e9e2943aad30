import { createHmac } from 'node:crypto';
import { disclose, type Partition, WITHHELD } from '../../access/disclosure.ts';
import { snake } from '../../datasets/dataset.ts';
import { addMonths } from '../../kernel/day.ts';
import { exact, toNumber } from '../../kernel/exact.ts';
import { createTurns } from '../../kernel/turns.ts';
import { inLedger } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';
import { type DeclaredMeasure, type DeclaredMeasures, isCount } from '../values/declared-measures.ts';
import { standardMonths } from '../values/span.ts';
import type { RowsSource } from './rows-source.ts';
import { type CountedSums, type RowSumsSource, type SumKey, type SumsSource, sumKeyText } from './sum-key.ts';

/** Sums that are worked out in one turn: each takes some twenty others. */
const AT_ONCE = 100;

export interface DisclosedSumsOptions {
  readonly ledger: { load(key: SumKey): Promise<CountedSums> };
  readonly measures: DeclaredMeasures;
  readonly tree: RegionTree;
  /** Decides to which side a count is moved; the same on every server. */
  readonly secret: Buffer;
}

/**
 * What a restricted key is told of sensitive sums: the one place where they are withheld and rounded, so that everything
 * derived is made of what it tells. Only counts of whole months, quarters, halves and years, from townships up.
 */
export function createDisclosedSums({ ledger, measures, tree, secret }: DisclosedSumsOptions): SumsSource {
  const total = async (key: SumKey): Promise<CountedSums> => ledger.load(key);
  const turn = createTurns(AT_ONCE);

  /** All ways in which the sums of a key are published in parts too. */
  const partitionsOf = (key: SumKey, declared: DeclaredMeasure): readonly (readonly Promise<CountedSums>[])[] => {
    const region = tree.byId(key.regionId);
    const months = declared.measure.kind === 'stock' ? 1 : (standardMonths(key.from, key.to) ?? 1);
    const spans = [6, 3, 1]
      .filter((length) => length < months)
      .map((length) =>
        Array.from({ length: months / length }, (_, at) => {
          const from = addMonths(key.from, at * length);
          return total({ ...key, from, to: addMonths(from, length) });
        }),
      );
    const below = tree.children(region).filter(({ level }) => inLedger(level));
    const places = below.length === 0 ? [] : [below.map(({ id }) => total({ ...key, regionId: id }))];
    return [...spans, ...places];
  };

  /** Words of a breakdown add up to the total, each kind of word for itself. */
  const wordsOf = async (key: SumKey, declared: DeclaredMeasure): Promise<readonly Partition[]> => {
    if (key.by !== null || key.member !== '') return [];
    const by = declared.measure.kind === 'median' ? [] : (declared.measure.by ?? []).map(snake);
    const sums = await Promise.all(by.map((one) => total({ ...key, by: one })));
    return sums.map((words, at) => membersOf(declared, by[at] ?? '').map((member) => count(words, member)));
  };

  const side = (key: SumKey, member: string, value: number): boolean =>
    ((createHmac('sha256', secret)
      .update(`${sumKeyText(key)}|${member}|${value}`)
      .digest()[0] ?? 0) &
      1) ===
    1;

  return {
    async load(key) {
      const declared = measures.get(key.measure);
      if (declared === undefined || !declared.sensitive) return ledger.load(key);
      const members = key.by === null ? [key.member] : membersOf(declared, key.by);
      const standard = declared.measure.kind === 'stock' || standardMonths(key.from, key.to) !== null;
      if (!isCount(declared) || !standard) return new Map(members.map((member) => [member, WITHHELD]));
      await turn();
      const [own, words, parts] = await Promise.all([
        total(key),
        wordsOf(key, declared),
        Promise.all(partitionsOf(key, declared).map((sums) => Promise.all(sums))),
      ]);
      return new Map(
        members.map((member) => {
          const value = count(own, member);
          const partitions = parts.map((sums) => sums.map((sum) => count(sum, member)));
          const shown = disclose(
            value,
            [...partitions, ...words].map((one) => withRest(value, one)),
            side(key, member, value),
          );
          return [member, shown === WITHHELD ? WITHHELD : exact(shown)];
        }),
      );
    },
  };
}

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

const count = (sums: CountedSums, member: string): number => {
  const found = sums.get(member);
  return found === undefined ? 0 : toNumber(found);
};

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
