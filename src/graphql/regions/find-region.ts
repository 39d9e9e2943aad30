import { canSee, type Viewer } from '../../access/viewer.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { Region } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';
import type { Context, Moment } from '../context.ts';
import type { Place } from '../types.ts';
import { nearestRegions } from './nearest-regions.ts';

/** Statistical codes as far as the province, city, county or township. */
const SHORT_CODE = /^(?:\d{2}|\d{4}|\d{6}|\d{9})$/;
type Path = readonly (string | number)[];

/**
 * The region of a code, or its successor with a warning when it is no longer in force. Statutory codes may leave out
 * zeros at their end: 350205 is 350205000000.
 * @throws AnlanError UNKNOWN_REGION, also for regions out of reach
 */
export function findRegion(context: Context, moment: Moment, code: string, path: Path): Place {
  const found = regionOf(moment.tree, code);
  const region = found !== null && visible(context.viewer, moment.tree, found) ? found : null;
  if (region === null) {
    if (found !== null) context.outOfReach(found.code);
    throw unknownRegion(context, moment, code);
  }
  const inForce = moment.tree.inForce(region);
  if (inForce.id !== region.id || !sameCode(inForce, code)) {
    context.warn({
      code: 'REGION_SUCCEEDED',
      path,
      message: `${named(region, code)} passed into ${inForce.code} ${inForce.name}${since(region)}; the answer is for ${inForce.code}.`,
    });
  } else if (region.validTo !== null && region.validTo <= moment.today) {
    context.warn({
      code: 'REGION_ENDED',
      path,
      message: `${code} ${region.name} ended${since(region)} without a successor; it has no newer data.`,
    });
  }
  return { moment, region: inForce };
}

/** A parent, child or ancestor, or null when the viewer may not see it. */
export function seen({ viewer }: Context, moment: Moment, region: Region | null): Place | null {
  return region !== null && canSee(viewer, moment.tree, region) ? { moment, region } : null;
}

export function seenAll(context: Context, moment: Moment, regions: readonly Region[]): Place[] {
  const places = regions.flatMap((region) => seen(context, moment, region) ?? []);
  context.spend(places.length);
  return places;
}

export function parentOf(tree: RegionTree, region: Region): Region | null {
  return region.parentId === null ? null : tree.byId(region.parentId);
}

const regionOf = (tree: RegionTree, code: string): Region | null =>
  tree.find(code) ?? (SHORT_CODE.test(code) ? tree.find(code.padEnd(12, '0')) : null);

const visible = (viewer: Viewer, tree: RegionTree, region: Region): boolean =>
  canSee(viewer, tree, tree.inForce(region));

function sameCode(region: Region, code: string): boolean {
  return region.code === code || (SHORT_CODE.test(code) && region.code === code.padEnd(12, '0'));
}

/** An old code of a region that is in force does not tell the old name. */
const named = (region: Region, code: string): string => (sameCode(region, code) ? `${code} ${region.name}` : code);

const since = ({ validTo }: Region): string => (validTo === null ? '' : ` on ${validTo}`);

function unknownRegion({ viewer, mayHint }: Context, { tree, version }: Moment, code: string): AnlanError {
  const found = code.slice(0, 40);
  if (version === 0) {
    return new AnlanError(
      'UNKNOWN_REGION',
      `expected a moment after the first import; no region was known then, got ${JSON.stringify(found)}`,
      {
        found,
      },
    );
  }
  const candidates = (mayHint() ? nearestRegions(viewer, tree, code) : []).map((region) => ({
    code: region.code,
    name: tree.fullName(region),
  }));
  const hint = candidates.map((candidate) => `${candidate.code} ${candidate.name}`).join(', ');
  return new AnlanError(
    'UNKNOWN_REGION',
    `expected the code of a region such as 350500000000, got ${JSON.stringify(found)}${hint === '' ? '' : `; nearest: ${hint}`}`,
    { found, expected: 'a 12-digit statistical code or the code of a functional zone', candidates },
  );
}
