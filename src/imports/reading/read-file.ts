import { basename } from 'node:path';
import type { Sheet } from './cell.ts';
import { openCsv } from './csv-sheet.ts';
import type { Delimiter } from './delimiter.ts';
import { type FileKind, fileKind } from './file-kind.ts';
import { inspectText, type TextEncoding } from './text-encoding.ts';
import { openWorkbook } from './workbook.ts';

/** A file that can be read as tables. */
export interface TableFile {
  readonly name: string;
  readonly sha256: string;
  readonly kind: FileKind;
  readonly encoding: TextEncoding | null;
  readonly delimiter: Delimiter | null;
  readonly sheets: readonly Sheet[];
}

/** @throws AnlanError FILE_NOT_FOUND, FILE_UNREADABLE or FILE_EMPTY */
export async function readFile(path: string): Promise<TableFile> {
  const kind = await fileKind(path);
  const name = basename(path);
  if (kind !== 'csv') {
    const { sha256, sheets } = await openWorkbook(path);
    return { name, sha256, kind, encoding: null, delimiter: null, sheets };
  }
  const { sha256, encoding } = await inspectText(path);
  const { sheet, delimiter } = await openCsv(path, encoding);
  return { name, sha256, kind, encoding, delimiter, sheets: [sheet] };
}
