import { responsePathAsArray } from 'graphql';
import { canSee } from '../../access/viewer.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { after } from '../../kernel/eventual.ts';
import type { Region, RegionKind, RegionLevel } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';
import type { Context } from '../context.ts';
import type { Frame } from '../frame.ts';
import { defineConnection, pageArgs } from '../pages/connection.ts';
import { cursorsOf } from '../pages/cursor.ts';
import { pageOf, readPage } from '../pages/page.ts';
import { findRegion } from './find-region.ts';

export const LONGEST_SEARCH = 64;

export function defineRegionQueries(frame: Frame): void {
  const { builder, types, words } = frame;
  defineConnection(frame, { name: 'Region', connection: types.regions, node: types.region, of: 'regions' });

  builder.queryField('region', (t) =>
    t.field({
      type: types.region,
      nullable: true,
      description: 'One region by its code. An old code is answered by its successor, with a warning.',
      args: {
        code: t.arg.id({ required: true, description: '12-digit statistical code, or the code of a functional zone.' }),
        asOf: t.arg({ type: 'DateTime', description: 'Data and tree as they stood at this moment.' }),
      },
      resolve: (_root, { code, asOf }, context, info) =>
        after(context.at(asOf), (moment) => findRegion(context, moment, code, responsePathAsArray(info.path))),
    }),
  );

  builder.queryField('regions', (t) =>
    t.field({
      type: types.regions,
      description: 'Regions in order of code.',
      args: {
        level: t.arg({ type: words.regionLevel, description: 'Only of this level.' }),
        within: t.arg.id({ description: 'Code of the region below which to look, itself left out.' }),
        search: t.arg.string({ description: `Part of a name or of another name, at most ${LONGEST_SEARCH} letters.` }),
        kind: t.arg({ type: words.regionKind, description: 'Only of this kind.' }),
        ...pageArgs(builder),
      },
      resolve(_root, { first, after, ...filter }, context, info) {
        const cursors = cursorsOf(context, 'regions', filter, /^\w{1,20}$/);
        const page = readPage({ first, after }, cursors);
        const found = matching(context, filter, responsePathAsArray(info.path));
        const rows: Region[] = [];
        for (const region of found()) {
          if (page.after !== null && region.code <= page.after) continue;
          rows.push(region);
          if (rows.length > page.first) break;
        }
        context.spend(Math.min(rows.length, page.first));
        return pageOf(rows, page, cursors, {
          key: ({ code }) => code,
          node: (region) => ({ moment: context.now(), region }),
          totalCount: () => count(found()),
        });
      },
    }),
  );
}

interface RegionFilter {
  readonly level?: RegionLevel | null | undefined;
  readonly within?: string | null | undefined;
  readonly search?: string | null | undefined;
  readonly kind?: RegionKind | null | undefined;
}

/** Regions in force that the viewer may see, in order of code. */
function matching(context: Context, filter: RegionFilter, path: readonly (string | number)[]): () => Iterable<Region> {
  const { tree } = context.now();
  const search = readSearch(filter.search);
  const level = filter.level ?? undefined;
  const root = filter.within ? findRegion(context, context.now(), filter.within, path).region : null;
  const candidates = root === null ? everything(tree, level) : tree.descendants(root, level);
  const wanted = (region: Region) =>
    (!filter.kind || region.kind === filter.kind) &&
    (search === null || named(tree, region, search)) &&
    canSee(context.viewer, tree, region);
  return function* () {
    for (const region of candidates) if (wanted(region)) yield region;
  };
}

function everything(tree: RegionTree, level: RegionLevel | undefined): readonly Region[] {
  return tree.roots
    .flatMap((root) =>
      (level === undefined || root.level === level ? [root] : []).concat(tree.descendants(root, level)),
    )
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}

const named = (tree: RegionTree, region: Region, search: string): boolean =>
  region.name.includes(search) || tree.aliases(region).some((alias) => alias.includes(search));

function readSearch(search: string | null | undefined): string | null {
  const text = search?.trim() ?? '';
  if (text.length > LONGEST_SEARCH) {
    throw new AnlanError('BAD_USER_INPUT', `expected at most ${LONGEST_SEARCH} letters to search, got ${text.length}`);
  }
  return text === '' ? null : text;
}

function count(regions: Iterable<Region>): number {
  let total = 0;
  for (const _ of regions) total++;
  return total;
}
