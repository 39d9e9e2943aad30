import { canSee, type Viewer } from '../../access/viewer.ts';
import { findPromoted } from '../../imports/checking/promotable.ts';
import type { IssueCode } from '../../imports/rows/issue.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { Region } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';

/** What the address of an upload asks for. */
export interface UploadRequest {
  readonly dataset: string;
  readonly name: string;
  readonly region: string | undefined;
  readonly covers: string | undefined;
  readonly sheet: string | undefined;
  readonly source: string | undefined;
  readonly map: readonly string[];
  readonly commit: boolean;
  readonly strict: boolean;
  readonly promote: readonly IssueCode[];
  /** How many issues the answer lists. */
  readonly issues: number;
  /** Records of other regions are left alone; null for a key that reaches everything. */
  readonly leaveOutside: Region | null;
}

const KNOWN = ['name', 'region', 'covers', 'sheet', 'source', 'map', 'commit', 'strict', 'promote', 'issues'];
const MOST_ISSUES = 1000;
const ISSUES = 200;

/** @throws AnlanError FORBIDDEN, OUT_OF_REACH, or BAD_USER_INPUT naming what there is */
export function readUpload(url: URL, viewer: Viewer, tree: RegionTree): UploadRequest {
  const [, , dataset = ''] = url.pathname.split('/');
  requireImportable(viewer, dataset);
  const words = url.searchParams;
  const unknown = [...words.keys()].filter((word) => !KNOWN.includes(word));
  if (unknown.length > 0) {
    throw new AnlanError('BAD_USER_INPUT', `expected parameters among ${KNOWN.join(', ')}; got ${unknown.join(', ')}`);
  }
  const { region, leaveOutside } = readRegion(words.get('region'), viewer, tree);
  return {
    dataset,
    region,
    leaveOutside,
    name: words.get('name') ?? 'upload',
    covers: words.get('covers') ?? undefined,
    sheet: words.get('sheet') ?? undefined,
    source: words.get('source') ?? undefined,
    map: words.getAll('map'),
    commit: flag(words, 'commit'),
    strict: flag(words, 'strict'),
    promote: findPromoted(words.get('promote')?.split(',') ?? []),
    issues: count(words.get('issues')),
  };
}

/** @throws AnlanError FORBIDDEN */
export function requireWriting({ scopes }: Viewer): void {
  if (scopes.includes('imports:write')) return;
  throw new AnlanError('FORBIDDEN', 'expected a key with the scope imports:write', { scope: 'imports:write' });
}

/** @throws AnlanError FORBIDDEN */
export function requireImportable(viewer: Viewer, dataset: string): void {
  requireWriting(viewer);
  if (dataset === 'regions') {
    throw new AnlanError('FORBIDDEN', 'the region tree is changed by `npm run import -- regions` only');
  }
  if (viewer.datasets !== null && !viewer.datasets.includes(dataset)) {
    throw new AnlanError('FORBIDDEN', `expected a dataset of the key: ${viewer.datasets.join(', ')}`, { dataset });
  }
}

/** A key of limited reach imports for one region of it; where its reach is one region, for that one. */
export function readRegion(
  given: string | null,
  viewer: Viewer,
  tree: RegionTree,
): { readonly region: string | undefined; readonly leaveOutside: Region | null } {
  if (viewer.reach === null) return { region: given ?? undefined, leaveOutside: null };
  const [only, ...more] = viewer.reach;
  const code = given ?? (more.length === 0 ? only : undefined);
  if (code === undefined) {
    throw new AnlanError(
      'BAD_USER_INPUT',
      `expected \`region\` within the reach of the key: ${viewer.reach.join(', ')}`,
    );
  }
  const found = tree.find(code) ?? tree.find(code.padEnd(12, '0'));
  if (found === null || !canSee(viewer, tree, tree.inForce(found))) {
    throw new AnlanError('OUT_OF_REACH', `expected a region within the reach of the key, got ${code}`, {
      region: code,
    });
  }
  return { region: found.code, leaveOutside: tree.inForce(found) };
}

function flag(words: URLSearchParams, name: string): boolean {
  const text = words.get(name) ?? '0';
  if (text === '1' || text === 'true') return true;
  if (text === '0' || text === 'false') return false;
  throw new AnlanError('BAD_USER_INPUT', `expected ${name}=1 or ${name}=0, got ${text}`);
}

function count(text: string | null): number {
  if (text === null) return ISSUES;
  if (/^\d{1,4}$/.test(text) && Number(text) <= MOST_ISSUES) return Number(text);
  throw new AnlanError('BAD_USER_INPUT', `expected issues=0 to ${MOST_ISSUES}, got ${text}`);
}
