import { open } from 'node:fs/promises';
import { fileError } from './file-kind.ts';

const AT_ONCE = 65_536;

/**
 * The bytes of a file, all through one buffer: the next ones overwrite those that were given. Buffers of their own would
 * lie about until the next collection, as many as the file is long.
 */
export async function* fileBytes(path: string): AsyncGenerator<Buffer> {
  const file = await open(path).catch((error) => {
    throw fileError(path, error);
  });
  try {
    const buffer = Buffer.allocUnsafeSlow(AT_ONCE);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, AT_ONCE, null).catch((error) => {
        throw fileError(path, error);
      });
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
