import type { MergedArea } from '../files/merged-cells.ts';
import { cellReference } from './cell-reference.ts';
import { LIMITS } from './limits.ts';
import { refused } from './refuse.ts';
import { readXml } from './xml.ts';
import type { Package } from './zip.ts';

const TAG = /<((?:[\w.-]+:)?mergeCell)\s[^>]*?\bref\s*=\s*["']([^"']*)["']/g;
const LONGEST_TAG = 1024;

/**
 * The merged areas of a sheet, which are written behind its rows. The bytes are searched, not parsed, unless they hold
 * comments or CDATA, in which the tag would be mere text.
 */
export async function readMerges({ path, read }: Package, part: string): Promise<readonly MergedArea[]> {
  const found: MergedArea[] = [];
  const add = (reference: string): void => {
    const area = areaOf(reference);
    if (area !== null) found.push(area);
    if (found.length > LIMITS.merges) throw tooMany(path);
  };
  let kept = '';
  let odd = false;
  for await (const chunk of read(part)) {
    const text = kept + chunk.toString('latin1');
    odd ||= text.includes('<!');
    const tail = text.lastIndexOf('<');
    const open = tail >= 0 && text.indexOf('>', tail) < 0 && text.length - tail < LONGEST_TAG;
    kept = open ? text.slice(tail) : '';
    const whole = open ? text.slice(0, tail) : text;
    if (whole.includes('mergeCell')) for (const [, , reference = ''] of whole.matchAll(TAG)) add(reference);
  }
  if (odd && found.length > 0) {
    found.length = 0;
    await readXml(path, read(part), {
      open(name, { ref = '' }) {
        if (name === 'mergeCell') add(ref);
      },
    });
  }
  refusePiled(path, found);
  return found;
}

function areaOf(reference: string): MergedArea | null {
  const [from = '', to = from] = reference.split(':');
  const start = cellReference(from);
  const end = cellReference(to);
  return start === null || end === null
    ? null
    : { top: start.row, left: start.column, bottom: end.row, right: Math.min(end.column, LIMITS.columns - 1) };
}

/** Areas that lie over each other are no spreadsheet's: each of them would have to be looked at for each row. */
function refusePiled(path: string, areas: readonly MergedArea[]): void {
  const edges = areas.flatMap(({ top, bottom }) => [2 * top + 1, 2 * (bottom + 1)]).sort((a, b) => a - b);
  let open = 0;
  for (const edge of edges) {
    open += edge % 2 === 1 ? 1 : -1;
    if (open > LIMITS.mergesAcross) throw piled(path);
  }
}

const tooMany = (path: string) =>
  refused(path, `合并单元格超过${LIMITS.merges}处`, `it has more than ${LIMITS.merges} merged areas`, {
    limit: 'merges',
    most: LIMITS.merges,
  });

const piled = (path: string) =>
  refused(
    path,
    `同一行上有超过${LIMITS.mergesAcross}处合并单元格`,
    `more than ${LIMITS.mergesAcross} merged areas lie across one row`,
    { limit: 'mergesAcross', most: LIMITS.mergesAcross },
  );
