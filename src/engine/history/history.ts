import DataLoader from 'dataloader';
import { refuseHistory } from '../../access/refuse-history.ts';
import { compare } from '../../kernel/exact.ts';
import type { RegionTree } from '../../regions/tree.ts';
import { scoreValue } from '../assessments/score-value.ts';
import { createEngine } from '../create-engine.ts';
import { type Engine, type EngineOptions, subjectKey } from '../engine.ts';
import type { Impact } from '../impact/impact.ts';
import { impactOf } from '../impact/impact-of.ts';
import { readValue } from '../values/read-value.ts';
import type { Subject, Value } from '../values/value.ts';
import { candidateImports } from './candidate-imports.ts';
import type { Revision } from './revision.ts';

/** How answers came to be what they are, for one viewer and up to one moment. */
export interface History {
  /**
   * What the value was over time, newest first: only imports that really changed it. All are evaluated as of today's
   * day, so that a change is one of the data, not of the calendar. Of the newest 60 imports that touched it.
   * @throws AnlanError FORBIDDEN for a restricted key
   */
  readonly revisions: (subject: Subject) => Promise<readonly Revision[]>;
  /** Of an import that the moment includes. @throws AnlanError FORBIDDEN for a restricted key */
  readonly impact: (importId: number) => Promise<Impact>;
}

export interface HistoryOptions extends Omit<EngineOptions, 'asOf' | 'latestImport'> {
  /** The last import of the moment. */
  readonly version: number;
  /** The tree as it was after an import. */
  readonly treeAt: (importId: number) => Promise<RegionTree>;
}

const MOST_IMPORTS = 60;

export function createHistory({ version, treeAt, ...options }: HistoryOptions): History {
  const engines = new Map<number, Promise<Engine>>();
  const engineAt = (importId: number): Promise<Engine> => {
    const known = engines.get(importId);
    if (known !== undefined) return known;
    const asOf = { importId };
    const made = treeAt(importId).then((tree) =>
      createEngine({ ...options, tree, asOf, latestImport: version }, scoreValue),
    );
    engines.set(importId, made);
    return made;
  };
  const candidates = new DataLoader<Subject, ReadonlySet<number>, string>(
    async (subjects) => candidateImports(await engineAt(version), subjects),
    { cacheKeyFn: subjectKey },
  );

  const valueAt = async (importId: number, { indicator, region, period }: Subject): Promise<Value | null> => {
    const engine = await engineAt(importId);
    const then = engine.tree.known(region.id);
    return then === null ? null : readValue(engine, { indicator, region: then, period });
  };

  return {
    async revisions(subject) {
      refuseHistory(options.viewer);
      const touched = [...(await candidates.load(subject))].filter((id) => id <= version).sort((a, b) => b - a);
      const looked = touched.slice(0, MOST_IMPORTS + 1).reverse();
      const values = await Promise.all(looked.map((importId) => valueAt(importId, subject)));
      const complete = touched.length <= MOST_IMPORTS;
      const found: Omit<Revision, 'until'>[] = [];
      for (const [at, importId] of looked.entries()) {
        const value = values[at] ?? null;
        const before = at === 0 ? null : (values[at - 1] ?? null);
        const base = at === 0 && !complete;
        if (!base && !isSame(before, value)) found.push({ value, importId });
      }
      return found.map((one, at) => ({ ...one, until: found[at + 1]?.importId ?? null })).reverse();
    },
    async impact(importId) {
      refuseHistory(options.viewer);
      const [before, after] = await Promise.all([treeAt(importId - 1), treeAt(importId)]);
      return impactOf({ ...options, importId, before, after, newest: false });
    },
  };
}

/** Absent for whatever reason is the same. */
function isSame(one: Value | null, other: Value | null): boolean {
  const [a, b] = [one?.value ?? null, other?.value ?? null];
  if (a === null || b === null) return a === b;
  return compare(a, b) === 0 && one?.basis === other?.basis && one?.definition === other?.definition;
}
