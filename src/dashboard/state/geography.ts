interface Feature {
  readonly type: 'Feature';
  readonly id?: string | number;
  readonly properties: Readonly<Record<string, unknown>> | null;
  readonly geometry: unknown;
}

/** The operator's map. */
export interface Geography {
  /** The part of it that shows these regions; null unless it knows most of them. */
  of(codes: readonly string[]): object | null;
}

/** Under which of its properties a feature carries its code. */
const NAMES = ['code', 'region_code', 'adcode', 'id'];

/** The map that the page was delivered with, if any. */
export async function loadGeography(): Promise<Geography | null> {
  const address = document.querySelector<HTMLMetaElement>('meta[name="anlan-map"]')?.content;
  if (!address) return null;
  const response = await fetch(address, { credentials: 'omit' }).catch(() => null);
  if (!response?.ok) return null;
  const collection: { readonly features?: readonly Feature[] } = await response.json();
  const known = new Map((collection.features ?? []).map((feature) => [codeOf(feature), feature]));
  return {
    of(codes) {
      const features = codes.flatMap((code) => {
        const feature = known.get(code);
        return feature === undefined ? [] : [{ ...feature, properties: { ...feature.properties, anlanCode: code } }];
      });
      return features.length * 2 > codes.length ? { type: 'FeatureCollection', features } : null;
    },
  };
}

/** Twelve digits; shorter codes of divisions are filled up with zeros. */
function codeOf({ id, properties }: Feature): string {
  const found = NAMES.map((name) => properties?.[name]).find((value) => value !== undefined && value !== null) ?? id;
  return String(found ?? '').padEnd(12, '0');
}
