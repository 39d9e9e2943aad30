import { stat, statfs } from 'node:fs/promises';
import { AnlanError } from '../../kernel/errors.ts';

/** Rows, their index, the staged copy and the log of changes take about this many times the text they come from. */
const GROWTH = 8;
/** A workbook is compressed. */
const WORKBOOK_GROWTH = 60;
/** The database wants this much for itself. */
const RESERVE = 200_000_000;

/**
 * Before a file is imported into the embedded PostgreSQL: its disk has room for it.
 * @param packed the file is a compressed workbook
 * @throws AnlanError DATABASE_UNAVAILABLE otherwise, with the bytes wanted and free in `details`
 */
export async function requireSpace(dataDir: string, file: string, packed: boolean): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return;
  const wanted = RESERVE + found.size * (packed ? WORKBOOK_GROWTH : GROWTH);
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  if (free >= wanted) return;
  const [need, have] = [wanted, free].map((bytes) => `${Math.round(bytes / 1e6)} MB`);
  throw new AnlanError(
    'DATABASE_UNAVAILABLE',
    {
      zh: `${dataDir} 所在磁盘空间不足：导入约需 ${need}，仅剩 ${have}；未导入任何内容`,
      en: `the disk of ${dataDir} is too full: the import needs about ${need}, ${have} are free; nothing was imported`,
    },
    { wanted, free },
  );
}
