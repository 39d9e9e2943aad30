import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utils, type WorkSheet, write } from '@e965/xlsx';

/** A folder for the files of one test file. */
export interface Folder {
  /** Writes a file and gives its path. */
  file(name: string, content: string | Uint8Array): string;
  /** Writes a file of these lines under a name of its own. */
  csv(...lines: readonly string[]): string;
  /** Writes a workbook of these sheets. */
  workbook(name: string, sheets: Readonly<Record<string, WorkSheet>>, options?: { xls?: boolean }): string;
  readonly path: string;
  remove(): void;
}

export function createFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'anlan-imports-'));
  const file: Folder['file'] = (name, content) => {
    writeFileSync(join(path, name), content);
    return join(path, name);
  };
  let texts = 0;
  return {
    path,
    file,
    csv(...lines) {
      texts += 1;
      return file(`${texts}.csv`, lines.join('\n'));
    },
    workbook(name, sheets, { xls = false } = {}) {
      const book = utils.book_new();
      for (const [title, sheet] of Object.entries(sheets)) utils.book_append_sheet(book, sheet, title);
      return file(name, write(book, { type: 'buffer', bookType: xls ? 'biff8' : 'xlsx' }));
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
