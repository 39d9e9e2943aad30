import type { Region } from '../regions/region.ts';
import type { RegionTree } from '../regions/tree.ts';

export const SCOPES = [
  'indicators:read',
  'records:read',
  'imports:read',
  'imports:write',
  'keys:manage',
  'audit:read',
] as const;
export type Scope = (typeof SCOPES)[number];

/** `restricted`: small counts of people and cases are withheld, the others rounded; no records. */
export const DISCLOSURES = ['exact', 'restricted'] as const;
export type Disclosure = (typeof DISCLOSURES)[number];

/** What a key may spend. */
export interface Budgets {
  /** Points of cost that come back each minute. */
  readonly costPerMinute: number;
  /** Points that can be spent at once. */
  readonly costBurst: number;
  readonly requestsPerMinute: number;
  /** Requests in flight at once. */
  readonly concurrency: number;
}

export const DEFAULT_BUDGETS: Budgets = {
  costPerMinute: 6000,
  costBurst: 10_000,
  requestsPerMinute: 600,
  concurrency: 10,
};

/** What a key allows. */
export interface Rights {
  readonly scopes: readonly Scope[];
  /** Codes of the subtrees that may be read; null: all. */
  readonly reach: readonly string[] | null;
  /** Codes of the datasets that may be read, and what is made of them; null: all. */
  readonly datasets: readonly string[] | null;
  readonly disclosure: Disclosure;
  /** Only registered operations may be run. */
  readonly trustedOnly: boolean;
  readonly budgets: Budgets;
}

/** Who asks, and what may be seen. */
export interface Viewer extends Rights {
  readonly keyId: string;
  readonly agency: string;
  readonly expiresAt: Date;
  /** Whole days that are left, by the clock of the database. */
  readonly daysLeft: number;
}

/** The office itself, at its own terminal: everything, to the digit. */
export const wholeHouse = (): Viewer => ({
  keyId: '',
  agency: '',
  scopes: SCOPES,
  reach: null,
  datasets: null,
  disclosure: 'exact',
  trustedOnly: false,
  budgets: DEFAULT_BUDGETS,
  expiresAt: new Date(8.64e15),
  daysLeft: Number.POSITIVE_INFINITY,
});

export function canSee({ reach }: Pick<Viewer, 'reach'>, tree: RegionTree, region: Region): boolean {
  if (reach === null) return true;
  return reach.some((code) => {
    const root = tree.find(code);
    return root !== null && tree.contains(root, region);
  });
}

export const mayRead = ({ datasets }: Pick<Viewer, 'datasets'>, dataset: string): boolean =>
  datasets === null || datasets.includes(dataset);

/** The same for all viewers to whom the same numbers are told. */
export const rightsKey = ({ reach, datasets, disclosure }: Pick<Rights, 'reach' | 'datasets' | 'disclosure'>): string =>
  JSON.stringify([reach?.toSorted(), datasets?.toSorted(), disclosure]);
