import { type PlaceName, placeNames, SURENESS } from './place-names.ts';
import type { Region } from './region.ts';
import type { RegionTree } from './tree.ts';

/** A region that a text may mean. */
export interface Named {
  /** In force; only what ended without a successor is not. */
  readonly region: Region;
  readonly name: PlaceName;
  /** The text names the county of the statistical code, the region lies in a functional zone. */
  readonly inZone: boolean;
}

export type Names = ReadonlyMap<string, readonly Named[]>;

export interface NameIndex {
  /** Every way to write a region. */
  readonly of: (region: Region) => readonly PlaceName[];
  /** What stands directly below a place; null: the provinces. */
  readonly near: (place: Region | null) => Names;
  /** All below a place; of the whole tree only down to the townships, since most village names are not unique there. */
  readonly far: (place: Region | null) => Names;
  /** Of the regions of that text the surest; several if equally sure. */
  readonly surest: (found: readonly Named[]) => readonly Named[];
  /** The townships of a county by code that lie in a functional zone beside it. */
  readonly inZones: (county: Region) => readonly Region[];
}

export function createNameIndex(tree: RegionTree): NameIndex {
  const endedBelow = new Map<number | null, Region[]>();
  for (const ended of tree.ended) {
    const parent = ended.parentId === null ? null : tree.inForce(tree.byId(ended.parentId)).id;
    endedBelow.set(parent, [...(endedBelow.get(parent) ?? []), ended]);
  }
  const zoned = townshipsInZones(tree);
  const inZones = (place: Region | null) => (place === null ? [] : (zoned.get(place.id) ?? []));

  /** Villages are nearly all of a tree, and each is asked for with those beside it only. */
  const written = new Map<number, readonly PlaceName[]>();
  const of = (region: Region): readonly PlaceName[] => {
    const known = written.get(region.id) ?? placeNames(region, tree.aliases(region));
    if (region.level !== 'village') written.set(region.id, known);
    return known;
  };

  const build = (place: Region | null, deep: boolean): Names => {
    const names = new Map<string, Named[]>();
    const add = (region: Region, inZone: boolean) => {
      const target = tree.inForce(region);
      if (place !== null && target.id === place.id) return;
      for (const name of of(region)) {
        const known = names.get(name.key);
        if (known === undefined) names.set(name.key, [{ region: target, name, inZone }]);
        else known.push({ region: target, name, inZone });
      }
    };
    const visit = (at: Region | null, inZone: boolean) => {
      const step = (region: Region, zone: boolean) => {
        add(region, zone);
        if (deep && !(place === null && region.level === 'township')) visit(region, zone);
      };
      for (const child of at === null ? tree.roots : tree.children(at)) step(child, inZone);
      for (const ended of endedBelow.get(at?.id ?? null) ?? []) add(ended, inZone);
      for (const township of inZones(at)) if (at === place) step(township, true);
    };
    visit(place, false);
    return names;
  };

  return {
    of,
    near: remembered((place) => build(place, false)),
    far: remembered((place) => build(place, true)),
    surest,
    inZones,
  };
}

function surest(found: readonly Named[]): readonly Named[] {
  const best = Math.min(...found.map(({ name }) => SURENESS[name.kind]));
  const seen = new Set<number>();
  return found.filter(({ region, name }) => {
    if (SURENESS[name.kind] !== best || seen.has(region.id)) return false;
    seen.add(region.id);
    return true;
  });
}

function remembered(build: (place: Region | null) => Names): (place: Region | null) => Names {
  const known = new Map<number | null, Names>();
  return (place) => {
    const id = place?.id ?? null;
    const names = known.get(id) ?? build(place);
    known.set(id, names);
    return names;
  };
}

function townshipsInZones(tree: RegionTree): ReadonlyMap<number, readonly Region[]> {
  const found = new Map<number, Region[]>();
  for (const zone of tree.all()) {
    if (zone.kind !== 'functional_zone' || zone.validTo !== null) continue;
    for (const township of tree.descendants(zone, 'township')) {
      const county = tree.find(`${township.code.slice(0, 6)}000000`);
      if (county === null || county.parentId !== zone.parentId || tree.contains(county, township)) continue;
      found.set(county.id, [...(found.get(county.id) ?? []), township]);
    }
  }
  return found;
}
