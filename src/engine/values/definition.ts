import type { Indicator } from '../../indicators/indicator.ts';
import type { DefinitionVersion } from '../../indicators/version.ts';
import type { Period } from '../../kernel/period.ts';
import type { Region } from '../../regions/region.ts';
import type { Engine } from '../engine.ts';

type Place = Pick<Engine, 'tree'>;

/** The versions that hold in a region: those of the nearest area that has any, else those for everywhere. */
export function versionsAt({ tree }: Place, { versions }: Indicator, region: Region): readonly DefinitionVersion[] {
  for (const { code } of [region, ...tree.ancestors(region).toReversed()]) {
    const own = versions.filter(({ area }) => area?.code === code);
    if (own.length > 0) return own;
  }
  return versions.filter(({ area }) => area === null);
}

/** Those of them that are in force on some day of the period; several where it spans a change. */
export function versionsDuring(
  place: Place,
  indicator: Indicator,
  region: Region,
  { start, end }: Period,
): readonly DefinitionVersion[] {
  return versionsAt(place, indicator, region).filter(
    ({ from, to }) => (from === null || from < end) && (to === null || to > start),
  );
}
