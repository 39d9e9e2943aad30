import { LIMITS } from './limits.ts';
import { refused } from './refuse.ts';
import { readXml } from './xml.ts';
import type { Package } from './zip.ts';

export interface Book {
  readonly epoch1904: boolean;
  /** In their order, hidden ones too; `part` null where it is no table, such as a chart. */
  readonly sheets: readonly { readonly name: string; readonly part: string | null }[];
  readonly textsPart: string | null;
  readonly stylesPart: string | null;
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/** What a package says of its workbook; null when it has none. */
export async function readBook(zip: Package): Promise<Book | null> {
  const part = await mainPart(zip);
  if (part === null) return null;
  const relations = await readRelations(zip, part);
  const named: { readonly name: string; readonly id: string }[] = [];
  let epoch1904 = false;
  await readXml(zip.path, zip.read(part), {
    open(element, attributes) {
      if (element === 'workbookPr') epoch1904 = ['1', 'true', 'on'].includes(attributes.date1904 ?? '');
      if (element !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1] ?? '';
      named.push({ name: attributes.name ?? '', id });
      if (named.length > LIMITS.sheets) throw tooManySheets(zip.path);
    },
  });
  const ofType = (type: string) => relations.find((relation) => relation.type === type && zip.has(relation.target));
  return {
    epoch1904,
    sheets: named.map(({ name, id }) => {
      const found = relations.find((relation) => relation.id === id && relation.type === 'worksheet');
      return { name, part: found?.target ?? null };
    }),
    textsPart: ofType('sharedStrings')?.target ?? null,
    stylesPart: ofType('styles')?.target ?? null,
  };
}

async function mainPart(zip: Package): Promise<string | null> {
  const relations = await readRelations(zip, '');
  const main = relations.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  return zip.has(main) && /workbook[^/]*\.xml$|^xl\/.*\.xml$/i.test(main) ? main : null;
}

async function readRelations(zip: Package, part: string): Promise<readonly Relation[]> {
  const cut = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, cut);
  const found: Relation[] = [];
  await readXmlOfAny(zip, `${folder}_rels/${part.slice(cut)}.rels`, (attributes) => {
    const { Id: id = '', Type = '', Target = '', TargetMode } = attributes;
    if (TargetMode === 'External') return;
    found.push({ id, type: Type.slice(Type.lastIndexOf('/') + 1), target: resolved(folder, Target) });
  });
  return found;
}

async function readXmlOfAny(
  zip: Package,
  part: string,
  onRelation: (attributes: Readonly<Record<string, string>>) => void,
): Promise<void> {
  if (!zip.has(part)) return;
  await readXml(zip.path, zip.read(part), {
    open(name, attributes) {
      if (name === 'Relationship') onRelation(attributes);
    },
  });
}

/** The name of a part as its neighbour in a folder gives it. */
function resolved(folder: string, target: string): string {
  return new URL(target.replaceAll('\\', '/'), `zip:/${folder}`).pathname.slice(1);
}

const tooManySheets = (path: string) =>
  refused(path, `工作表超过${LIMITS.sheets}张`, `it has more than ${LIMITS.sheets} sheets`, {
    limit: 'sheets',
    most: LIMITS.sheets,
  });
