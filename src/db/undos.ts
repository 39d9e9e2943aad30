import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';

/** Which imports stand, and which were taken back. An undo that was itself undone takes nothing back. */
export interface Undos {
  /** The undo that takes an import back; null while it stands. */
  readonly undoneBy: (id: number) => number | null;
  /** All that are taken back, with what takes them back. */
  readonly pairs: readonly { readonly id: number; readonly by: number }[];
  /** What an undo undid, followed to an import that is none. */
  readonly root: (id: number) => number;
  /** Imports, themselves no undos, that were ever taken back. */
  readonly roots: readonly number[];
  /** From which import on it stood, until which; null: to this day. Several spans if its undo was undone. */
  readonly standing: (root: number) => readonly { readonly since: number; readonly until: number | null }[];
}

interface Undo {
  readonly id: number;
  readonly undoes: number;
}

/** @param asOf the last import to include; null: all */
export async function readUndos(db: Kysely<Database>, asOf: number | null = null): Promise<Undos> {
  const { rows } = await sql<Undo>`
    /* db.undos */
    select id, undoes from imports
    where undoes is not null and (${asOf}::int is null or id <= ${asOf}::int) order by id desc`.execute(db);
  return undosOf(rows);
}

/** @param undos newest first, so that what takes an undo back is known before it */
export function undosOf(undos: readonly Undo[]): Undos {
  const undoneBy = new Map<number, number>();
  for (const { id, undoes } of undos) if (!undoneBy.has(id)) undoneBy.set(undoes, id);
  const undone = new Map(undos.map(({ id, undoes }) => [id, undoes]));
  const root = (id: number): number => {
    const before = undone.get(id);
    return before === undefined ? id : root(before);
  };
  const roots = Map.groupBy([...undos].reverse(), ({ id }) => root(id));
  return {
    roots: [...roots.keys()],
    standing: (id) => spansOf([id, ...(roots.get(id) ?? []).map((undo) => undo.id)]),
    undoneBy: (id) => undoneBy.get(id) ?? null,
    pairs: [...undoneBy].map(([id, by]) => ({ id, by })),
    root,
  };
}

/** An import, its undo, the undo of that, and so on: it stands from the first to the second, from the third to the fourth. */
function spansOf(turns: readonly number[]) {
  return turns.flatMap((since, at) => (at % 2 === 0 ? [{ since, until: turns[at + 1] ?? null }] : []));
}
