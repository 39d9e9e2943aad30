import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

export type Parts = Readonly<Record<string, string | Buffer>>;

/** A ZIP of these parts, deflated. */
export async function zipOf(parts: Parts): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}

export interface BookParts {
  /** What stands inside `sheetData`. */
  readonly data?: string;
  /** What follows `sheetData`. */
  readonly after?: string;
  /** What stands inside `sst`. */
  readonly texts?: string;
  /** What stands inside `styleSheet`. */
  readonly styles?: string;
  readonly more?: Parts;
}

/** The parts of a workbook with one sheet. */
export function bookParts({ data = '', after = '', texts = '', styles = '', more = {} }: BookParts): Parts {
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const relations = (...all: readonly string[]): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="${PACKAGE}">${all.join('')}</Relationships>`;
  return {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
      relation('rId2', 'sharedStrings', '/xl/sharedStrings.xml'),
      relation('rId3', 'styles', 'styles.xml'),
    ),
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${texts}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData>${after}</worksheet>`,
    ...more,
  };
}

export const bookOf = (parts: BookParts): Promise<Buffer> => zipOf(bookParts(parts));

/** A workbook whose directory says that its sheet has fewer bytes than it has. */
export async function lyingBook(parts: BookParts, says: number): Promise<Buffer> {
  const content = await bookOf(parts);
  const at = content.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
  if (content.readUInt32LE(at) !== 0x02014b50) throw new Error('expected an entry of the directory');
  content.writeUInt32LE(says, at + 24);
  return content;
}
