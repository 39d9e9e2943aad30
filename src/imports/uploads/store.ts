import { open } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { decipher, encipher, keptId, newUploadId } from './cipher.ts';

const PART = 1_000_000;
const KEPT = '1 hour';
/** Uploads of one key that wait at a time. */
const MOST_WAITING = 20;

export interface StoredUpload {
  /** Given to the owner alone. */
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly expiresAt: Date;
}

/** Keeps a file for an hour, enciphered; throws away what is older. @throws AnlanError CONFLICT above the limit of a key */
export async function storeUpload(
  db: Kysely<Database>,
  { keyId, name, path }: { readonly keyId: string; readonly name: string; readonly path: string },
): Promise<StoredUpload> {
  await sql`/* imports.expired_uploads */ delete from uploads where expires_at < now()`.execute(db);
  await refuseMany(db, keyId);
  const id = newUploadId();
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const expiresAt = await db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ expiresAt: Date }>`
        /* imports.store_upload */
        insert into uploads (id, key_id, name, bytes, expires_at)
        values (${keptId(id)}, ${keyId}, ${name}, ${size}, now() + ${KEPT}::interval) returning expires_at`.execute(
        trx,
      );
      for (let ordinal = 0; ordinal * PART < size; ordinal++) {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(PART), 0, PART, ordinal * PART);
        await sql`/* imports.store_part */ insert into upload_parts (upload_id, ordinal, content)
          values (${keptId(id)}, ${ordinal}, ${encipher(id, ordinal, buffer.subarray(0, bytesRead))})`.execute(trx);
      }
      return rows[0]?.expiresAt ?? new Date();
    });
    return { id, name, bytes: size, expiresAt };
  } finally {
    await file.close();
  }
}

/** Its parts in order. @throws AnlanError NOT_FOUND where it is thrown away before all of them are read */
export async function* uploadParts(db: Kysely<Database>, id: string): AsyncGenerator<Buffer> {
  for (let ordinal = 0, read = 0, bytes = Number.POSITIVE_INFINITY; read < bytes; ordinal++) {
    const { rows } = await sql<{ bytes: number; content: Buffer | null }>`/* imports.upload_part */
      select u.bytes, p.content from uploads u
      left join upload_parts p on p.upload_id = u.id and p.ordinal = ${ordinal}
      where u.id = ${keptId(id)}`.execute(db);
    const [part] = rows;
    if (!part?.content) throw new AnlanError('NOT_FOUND', 'expected an upload that is not older than an hour');
    const plain = decipher(id, ordinal, part.content);
    bytes = part.bytes;
    read += plain.length;
    yield plain;
  }
}

async function refuseMany(db: Kysely<Database>, keyId: string): Promise<void> {
  const { rows } = await sql<{ waiting: number }>`/* imports.waiting_uploads */
    select count(*)::int as waiting from uploads where key_id = ${keyId}`.execute(db);
  if ((rows[0]?.waiting ?? 0) < MOST_WAITING) return;
  throw new AnlanError('CONFLICT', `expected at most ${MOST_WAITING} uploads of a key within ${KEPT}`);
}
