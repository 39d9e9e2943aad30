import { basename } from 'node:path';
import type { Label } from '../../kernel/label.ts';
import type { Sheet } from './cell.ts';
import { openCsv } from './csv-sheet.ts';
import type { Delimiter } from './delimiter.ts';
import { type FileKind, fileKind } from './file-kind.ts';
import { fileHash, fileStamp, heldSheet } from './file-stamp.ts';
import { inspectText, type TextEncoding } from './text-encoding.ts';

/** A file that can be read as tables. */
export interface TableFile {
  readonly name: string;
  readonly sha256: string;
  readonly kind: FileKind;
  readonly encoding: TextEncoding | null;
  readonly delimiter: Delimiter | null;
  /** Why a text was read in this encoding and cut by this delimiter; that a workbook holds macros. */
  readonly evidence: readonly Label[];
  readonly sheets: readonly Sheet[];
}

/** @throws AnlanError FILE_NOT_FOUND, FILE_UNREADABLE or FILE_EMPTY */
export async function readFile(path: string): Promise<TableFile> {
  const kind = await fileKind(path);
  const stamp = await fileStamp(path);
  const name = basename(path);
  if (kind !== 'csv') {
    const { sheets, evidence } = await openBook(kind, path, stamp.size);
    const sha256 = await fileHash(path);
    const held = sheets.map((sheet) => heldSheet(path, sheet, stamp, sha256));
    return { name, sha256, kind, encoding: null, delimiter: null, evidence, sheets: held };
  }
  const { sha256, encoding, evidence } = await inspectText(path);
  const cut = await openCsv(path, encoding);
  return {
    name,
    sha256,
    kind,
    encoding,
    delimiter: cut.delimiter,
    evidence: [evidence, cut.evidence],
    sheets: [heldSheet(path, cut.sheet, stamp, sha256)],
  };
}

/** What reads workbooks is large, and most files are texts: it is loaded for workbooks only. */
async function openBook(
  kind: Exclude<FileKind, 'csv'>,
  path: string,
  size: number,
): Promise<Pick<TableFile, 'sheets' | 'evidence'>> {
  if (kind === 'xls') {
    const { openWorkbook } = await import('./workbook.ts');
    return { sheets: await openWorkbook(path, size), evidence: [] };
  }
  const { openXlsx } = await import('../xlsx/open-xlsx.ts');
  return openXlsx(path, size);
}
