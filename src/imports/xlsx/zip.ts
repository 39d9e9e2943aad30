import { createInflateRaw } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { LIMITS } from './limits.ts';
import { damaged, refused } from './refuse.ts';

export interface Part {
  readonly name: string;
  readonly bytes: number;
}

/** The parts of a ZIP file. It is opened anew for each part, so that nothing needs to be closed. */
export interface Package {
  readonly path: string;
  readonly parts: readonly Part[];
  /** Whatever the case of the name. */
  has(name: string): boolean;
  /** The bytes of a part as they are unpacked; nothing where there is no such part. */
  read(name: string): AsyncGenerator<Buffer>;
}

/** @throws AnlanError FILE_UNREADABLE when it is damaged or larger than the limits, before anything is unpacked */
export async function openPackage(path: string, size: number): Promise<Package> {
  checkPacked(path, size);
  const entries = await listEntries(path, size);
  return {
    path,
    parts: [...entries.values()].map(({ fileName, uncompressedSize }) => ({ name: fileName, bytes: uncompressedSize })),
    has: (name) => entries.has(name.toLowerCase()),
    read: (name) => readEntry(path, entries.get(name.toLowerCase())),
  };
}

export function checkPacked(path: string, size: number): void {
  if (size <= LIMITS.packed) return;
  throw refused(
    path,
    `文件有${megabytes(size)} MB，工作簿最多${megabytes(LIMITS.packed)} MB；请另存为 CSV`,
    `it has ${megabytes(size)} MB, a workbook at most ${megabytes(LIMITS.packed)} MB; save it as CSV`,
    { limit: 'packed', most: LIMITS.packed, found: size },
  );
}

async function listEntries(path: string, size: number): Promise<ReadonlyMap<string, Entry>> {
  const zip = await openZip(path);
  try {
    if (zip.entryCount > LIMITS.entries) throw tooManyParts(path, zip.entryCount);
    const entries = new Map<string, Entry>();
    let unpacked = 0;
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName.toLowerCase();
      if (entries.has(name)) throw refused(path, `有两个部件同名“${name}”`, `two of its parts are called ${name}`);
      entries.set(name, entry);
      unpacked += entry.uncompressedSize;
      if (unpacked > LIMITS.unpacked) throw tooLarge(path, unpacked);
      checkRatio(path, entry.fileName, entry.uncompressedSize, entry.compressedSize);
    }
    checkRatio(path, null, unpacked, size);
    return entries;
  } catch (error) {
    throw damaged(path, error);
  } finally {
    zip.close();
  }
}

async function* readEntry(path: string, entry: Entry | undefined): AsyncGenerator<Buffer> {
  if (entry === undefined) return;
  const zip = await openZip(path);
  try {
    yield* entry.compressionMethod === DEFLATED && !entry.isEncrypted()
      ? inflated(zip, entry)
      : await zip.openReadStreamPromise(entry);
  } catch (error) {
    throw damaged(path, error);
  } finally {
    zip.close();
  }
}

const DEFLATED = 8;
const PIECE = 65_536;

/** In larger pieces than the library's: to hand over each takes as long as to unpack it. */
async function* inflated(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  const inflate = createInflateRaw({ chunkSize: PIECE });
  const pieces: AsyncIterable<Buffer> = packed.on('error', (error) => inflate.destroy(error)).pipe(inflate);
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > entry.uncompressedSize)
        throw new Error(`more than the ${entry.uncompressedSize} bytes of its directory`);
      yield piece;
    }
  } finally {
    packed.destroy();
  }
  if (bytes < entry.uncompressedSize)
    throw new Error(`${bytes} bytes, not the ${entry.uncompressedSize} of its directory`);
}

const openZip = (path: string): Promise<ZipFile> =>
  openPromise(path, { autoClose: false, lazyEntries: true }).catch((error) => {
    throw damaged(path, error);
  });

function checkRatio(path: string, part: string | null, unpacked: number, packed: number): void {
  if (unpacked <= LIMITS.ratioFrom || unpacked <= packed * LIMITS.ratio) return;
  const ratio = packed === 0 ? null : Math.round(unpacked / packed);
  const [zh, en] = part === null ? ['', 'it'] : [`“${part}”`, part];
  throw refused(
    path,
    `${zh}展开后是压缩的${ratio ?? '无穷'}倍，最多${LIMITS.ratio}倍；疑为压缩炸弹`,
    `${en} unpacks to ${ratio ?? 'any'} times its size, at most ${LIMITS.ratio} times is allowed; it may be a zip bomb`,
    { limit: 'ratio', most: LIMITS.ratio, found: ratio, part },
  );
}

const tooManyParts = (path: string, found: number) =>
  refused(path, `含${found}个部件，最多${LIMITS.entries}个`, `it has ${found} parts, at most ${LIMITS.entries}`, {
    limit: 'entries',
    most: LIMITS.entries,
    found,
  });

const tooLarge = (path: string, found: number) =>
  refused(
    path,
    `展开后超过${megabytes(LIMITS.unpacked)} MB；请拆分或另存为 CSV`,
    `it unpacks to more than ${megabytes(LIMITS.unpacked)} MB; split it, or save it as CSV`,
    { limit: 'unpacked', most: LIMITS.unpacked, found },
  );

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);
