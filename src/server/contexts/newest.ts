import type { DataChange } from '../../access/data-changes.ts';
import { type DataWithTree, dataVersion } from '../../access/data-version.ts';
import type { OpenDatabase } from '../../db/connections/pool.ts';
import type { Replica } from '../../db/readers.ts';
import type { TreeHolder } from '../../regions/tree-holder.ts';
import { HttpProblem } from '../errors/http-problem.ts';

interface NewestOptions {
  /** Where imports are committed. */
  readonly primary: OpenDatabase['kysely'];
  readonly replica: Pick<Replica, 'expect' | 'hold'> | undefined;
  readonly trees: TreeHolder;
  /** There is something new. */
  readonly onNew: () => void;
  /** The same version may say something else. */
  readonly onRebuilt: () => void;
}

export type NewestData = Awaited<ReturnType<typeof createNewest>>;

/** The newest data there is: once it is known of an import, nothing older is read, from whichever server. */
export async function createNewest({ primary, replica, trees, onNew, onRebuilt }: NewestOptions) {
  const look = async (): Promise<DataWithTree> => {
    const data = await dataVersion(primary, null);
    replica?.expect(data.version);
    await trees.refresh();
    return { ...data, tree: trees.current() };
  };
  let newest = await look();
  const refresh = async (): Promise<void> => {
    const found = await look();
    if (found.version < newest.version) return;
    newest = found;
    onNew();
  };
  return {
    current: (): DataWithTree => newest,
    version: (): number => newest.version,
    /** Looks for new data now rather than at the next notice. */
    refresh,
    async changed({ version, rebuilt }: DataChange): Promise<void> {
      if (version !== undefined) replica?.expect(version);
      if (rebuilt) {
        replica?.hold();
        onRebuilt();
      }
      await refresh();
    },
    /** Takes over what somebody has seen already. @throws HttpProblem 400 where there never was such data */
    async reach(version: number): Promise<void> {
      if (version <= newest.version) return;
      await refresh();
      if (version <= newest.version) return;
      throw new HttpProblem(
        400,
        'BAD_USER_INPUT',
        `expected in ${SEEN_VERSION} a data version that was told before, got ${version}; the newest is ${newest.version}`,
      );
    },
  };
}

/** Tells with every answer the data it was made from; in a request, the data that the answer must not be older than. */
export const SEEN_VERSION = 'anlan-data-version';

/** @throws HttpProblem 400 for anything but a whole number */
export function seenVersion(text: string | null | undefined): number {
  if (text === null || text === undefined) return 0;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new HttpProblem(400, 'BAD_USER_INPUT', `expected in ${SEEN_VERSION} the number of a data version`);
}
