import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { HttpProblem } from '../errors/http-problem.ts';
import { LIMITS } from '../limits.ts';

export interface ReceivedFile {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** Writes the body of a request to a file as it comes, without holding it. @throws HttpProblem 413, or 400 for no body */
export async function receiveFile(request: Request, name: string): Promise<ReceivedFile> {
  refuseAbove(Number(request.headers.get('content-length') ?? 0));
  const folder = await mkdtemp(join(tmpdir(), 'anlan-upload-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, safeName(name));
    const file = await open(path, 'wx', 0o600);
    let size = 0;
    try {
      for await (const chunk of request.body ?? []) {
        size += chunk.byteLength;
        refuseAbove(size);
        await file.write(chunk);
      }
    } finally {
      await file.close();
    }
    if (size === 0)
      throw new HttpProblem(400, 'BAD_USER_INPUT', 'expected the file as the body of the request, got nothing');
    return { path, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

function refuseAbove(size: number): void {
  if (size <= LIMITS.uploadBytes) return;
  throw new HttpProblem(413, 'QUERY_TOO_LARGE', `expected a file of at most ${LIMITS.uploadBytes} bytes`, {
    connection: 'close',
  });
}

/** The last part of a path, without signs that a file system takes otherwise. */
export function safeName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/'))
    .replace(/\p{Cc}/gu, '')
    .slice(0, 60);
  return plain === '' || plain === '.' || plain === '..' ? 'upload' : plain;
}
