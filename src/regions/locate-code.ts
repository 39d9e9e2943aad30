import { conflictMessage } from './locate-message.ts';
import type { ByNames } from './locate-names.ts';
import type { Located, Via } from './located.ts';
import type { NameIndex } from './name-index.ts';
import { type Candidate, editDistance } from './nearest-names.ts';
import type { Region } from './region.ts';
import { codesAbove, twelveDigits } from './statutory-code.ts';
import type { RegionTree } from './tree.ts';

export type ByCode = { readonly code: string } & (
  | { readonly kind: 'found'; readonly region: Region; readonly via: Via; readonly inZone: boolean }
  | { readonly kind: 'outside' | 'above' | 'ended'; readonly region: Region }
  /** `near` is the nearest known place above by the digits of the code. */
  | { readonly kind: 'no such code'; readonly near: Region | null; readonly candidates: readonly Candidate[] }
);

const MOST = 5;

/** The region of a code, also one with 6 or 9 digits or one that passed into another. */
export function locateCode(tree: RegionTree, index: NameIndex, scope: Region | null, code: string): ByCode {
  const full = twelveDigits(code) ?? code;
  const known = tree.find(code) ?? tree.find(full);
  if (known === null) {
    const near = nearestAbove(tree, full);
    return { kind: 'no such code', code, near, candidates: near === null ? [] : alike(tree, near, full) };
  }
  const region = tree.inForce(known);
  if (region.validTo !== null) return { kind: 'ended', code, region };
  const inZone = scope !== null && index.inZones(scope).some((township) => tree.contains(township, region));
  if (scope !== null && !inZone && !tree.contains(scope, region)) {
    return { kind: tree.contains(region, scope) ? 'above' : 'outside', code, region };
  }
  const via = region.id === known.id && (known.code === full || known.code === code) ? 'code' : 'successor';
  return { kind: 'found', code, region, via, inZone };
}

/**
 * What code and names say together; null where the code decides what is wrong. The deeper of the two holds if it lies
 * below the other; a code that is not known holds by its names if these lie below what its digits begin with.
 */
export function combine(tree: RegionTree, byCode: ByCode, byNames: ByNames, written: string): Located | null {
  const within = (above: Region, below: Region) => tree.contains(above, below) || countyByCode(above, below);
  const conflict = (byCodeRegion: Region | null): Located => ({
    kind: 'conflict',
    byCode: byCodeRegion,
    byName: byNames.kind === 'found' ? byNames.region : null,
    candidates: [
      ...(byCodeRegion === null ? [] : [{ region: byCodeRegion, name: byCodeRegion.name }]),
      ...(byNames.kind === 'found' ? [{ region: byNames.region, name: byNames.region.name }] : []),
    ],
    message: conflictMessage(tree, byCode.code, byCodeRegion, written),
  });

  if (byCode.kind === 'no such code') {
    if (byNames.kind !== 'found') return null;
    if (byCode.near !== null && within(byCode.near, byNames.region)) return { ...byNames, note: 'code unknown' };
    return conflict(null);
  }
  if (byCode.kind !== 'found') return null;
  const { region, via } = byCode;
  switch (byNames.kind) {
    case 'found':
      if (within(byNames.region, region)) return { kind: 'found', region, via };
      return within(region, byNames.region) ? byNames : conflict(region);
    case 'ambiguous':
      return byNames.candidates.some((candidate) => within(candidate, region))
        ? { kind: 'found', region, via }
        : conflict(region);
    case 'lost':
      if (byNames.reason === 'above') return { kind: 'found', region, via };
      if (byNames.elsewhere.length > 0) return conflict(region);
      if (byNames.at !== null && !within(byNames.at, region)) return conflict(region);
      return { kind: 'found', region, via, note: 'name unknown' };
    default:
      return byNames satisfies never;
  }
}

/** A township in a functional zone still has the code of its county. */
function countyByCode(above: Region, below: Region): boolean {
  return above.level === 'county' && above.kind === 'statutory' && below.code.startsWith(above.code.slice(0, 6));
}

function nearestAbove(tree: RegionTree, code: string): Region | null {
  for (const above of codesAbove(code)) {
    const region = tree.find(above);
    if (region !== null) return tree.inForce(region);
  }
  return null;
}

/** What lies directly below a place, the likest codes first: old codes often keep their last digits. */
function alike(tree: RegionTree, place: Region, code: string): readonly Candidate[] {
  return tree
    .children(place)
    .map((region) => ({ region, name: region.name, distance: editDistance(region.code, code) }))
    .sort((a, b) => a.distance - b.distance || (a.region.code < b.region.code ? -1 : 1))
    .slice(0, MOST)
    .map(({ region, name }) => ({ region, name }));
}
