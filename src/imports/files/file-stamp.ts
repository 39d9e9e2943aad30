import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { AnlanError } from '../../kernel/errors.ts';
import type { Rows, Sheet } from './cell.ts';
import { fileBytes } from './file-bytes.ts';
import { fileError } from './file-kind.ts';

/** What a file was when its reading began. */
export interface FileStamp {
  readonly size: number;
  readonly written: string;
}

export async function fileStamp(path: string): Promise<FileStamp> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true }).catch((error) => {
    throw fileError(path, error);
  });
  return { size: Number(size), written: [dev, ino, size, mtimeNs, ctimeNs].join(' ') };
}

export async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of fileBytes(path)) hash.update(bytes);
  return hash.digest('hex');
}

/** A sheet whose rows end in an error when the file is no longer the one that was begun with. */
export function heldSheet(path: string, sheet: Sheet, stamp: FileStamp, sha256: string): Sheet {
  return {
    name: sheet.name,
    async *rows(): Rows {
      try {
        yield* sheet.rows();
      } catch (error) {
        if ((await fileStamp(path)).written !== stamp.written) throw changed(path, error);
        throw error;
      }
      if ((await fileStamp(path)).written !== stamp.written || (await fileHash(path)) !== sha256) throw changed(path);
    },
  };
}

function changed(path: string, cause?: unknown): AnlanError {
  const label = {
    zh: `${path} 在读取过程中被改动；请等它写完、关闭后再导入`,
    en: `${path} was changed while it was being read; import it again when it has been written and closed`,
  };
  return new AnlanError('FILE_UNREADABLE', label, { file: path }, cause);
}
