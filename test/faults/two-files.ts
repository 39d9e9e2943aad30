import { sql } from 'kysely';
import type { Folder } from '../imports/folder.ts';
import type { Workspace } from '../imports/workspace.ts';

/** Two files of the same records with other months and amounts, and the state that each leaves behind. */
export interface TwoFiles {
  /** What was imported last. */
  readonly standing: { readonly path: string; readonly state: string };
  readonly next: { readonly path: string; readonly state: string };
  /** The next one is imported now. */
  turn(): void;
}

/** @param importFile to the end, as the command does */
export async function createTwoFiles(
  work: Workspace,
  folder: Folder,
  rows: number,
  importFile: (path: string) => Promise<void>,
): Promise<TwoFiles> {
  const villages = [...(await work.tree()).all()].filter(({ level }) => level === 'village').map(({ code }) => code);
  const write = (name: string, factor: number): string => {
    const lines = Array.from({ length: rows }, (_, at) => {
      const month = String(1 + ((at * factor) % 12)).padStart(2, '0');
      return `F${at},${villages[(at * 7919) % villages.length]},2021-${month}-15,在办,${at * factor}`;
    });
    return folder.file(name, ['纠纷编号,区划代码,受理日期,调解结果,涉及金额', ...lines].join('\n'));
  };
  const left = async (path: string) => {
    await importFile(path);
    return { path, state: await stateOf(work) };
  };
  let next = await left(write('a.csv', 1));
  let standing = await left(write('b.csv', 3));
  if (next.state === standing.state) throw new Error('expected two files that differ');
  return {
    get standing() {
      return standing;
    },
    get next() {
      return next;
    },
    turn() {
      [standing, next] = [next, standing];
    },
  };
}

/** What rows and sums say, whatever imports they came by. A month once reported stays so, whichever file it was. */
export async function stateOf(work: Workspace): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select
      (select count(*) || ' ' || count(distinct serial) || ' ' || md5(string_agg(concat_ws('|', serial, region_id, accepted_on, amount), ',' order by serial))
        from mediations where superseded_in is null) || ' ' ||
      (select md5(string_agg(concat_ws('|', region_id, measure, member, month, value), ',' order by region_id, measure, member, month))
        from cells where value <> 0 and measure not like '%.covered') as state`.execute(work.db);
  return rows[0]?.state ?? '';
}
