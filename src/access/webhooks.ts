import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { AnlanError } from '../kernel/errors.ts';

export interface NewWebhook {
  readonly keyId: string;
  readonly url: string;
  /** Code of a region. */
  readonly within: string;
  readonly indicators: readonly string[];
}

export interface Webhook extends NewWebhook {
  readonly id: string;
  /** The last import that was taken. */
  readonly sentThrough: number;
  readonly failures: number;
  readonly lastError: string | null;
  readonly nextTryAt: Date;
  readonly createdAt: Date;
}

export interface DueWebhook extends Webhook {
  readonly secret: string;
}

/** For so long nobody else tries a webhook that is being told. */
const LEASE = '2 minutes';
const FIRST_PAUSE_S = 10;
const LONGEST_PAUSE_S = 6 * 3600;
const LONGEST_ERROR = 300;

const columns = sql`id, key_id, url, within, indicators, sent_through, failures, last_error, next_try_at, created_at`;

/** Tells of what comes from now on; the secret is given once. @throws AnlanError NOT_FOUND for a key not in force, or a restricted one */
export async function createWebhook(
  db: Kysely<Database>,
  { keyId, url, within, indicators }: NewWebhook,
): Promise<{ readonly id: string; readonly secret: string }> {
  const id = randomBytes(6).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  const { rows } = await sql`
    /* access.create_webhook */
    insert into webhooks (id, key_id, url, within, indicators, secret, sent_through)
    select ${id}, k.id, ${url}, ${within}, ${[...indicators]}::text[], ${secret},
      (select coalesce(max(i.id), 0) from imports i)
    from api_keys k where k.id = ${keyId} and k.revoked_at is null and k.expires_at > now() and k.disclosure = 'exact'
    returning id`.execute(db);
  if (rows.length === 0)
    throw new AnlanError('NOT_FOUND', `expected the id of a key in force that is told of changes, got ${keyId}`);
  return { id, secret };
}

/** All that have not been removed, newest first. */
export async function listWebhooks(db: Kysely<Database>): Promise<readonly Webhook[]> {
  const { rows } = await sql<Webhook>`
    /* access.list_webhooks */ select ${columns} from webhooks where removed_at is null
    order by created_at desc, id`.execute(db);
  return rows;
}

/** @throws AnlanError NOT_FOUND */
export async function removeWebhook(db: Kysely<Database>, id: string): Promise<void> {
  const { rows } = await sql`
    /* access.remove_webhook */ update webhooks set removed_at = now()
    where id = ${id} and removed_at is null returning id`.execute(db);
  if (rows.length === 0) throw new AnlanError('NOT_FOUND', `there is no webhook ${id}`);
}

/** Takes those whose time has come, so that of several processes one tells each. */
export async function takeDueWebhooks(db: Kysely<Database>): Promise<readonly DueWebhook[]> {
  const { rows } = await sql<DueWebhook>`
    /* access.take_webhooks */
    update webhooks set next_try_at = now() + ${LEASE}::interval
    where id in (
      select id from webhooks
      where removed_at is null and next_try_at <= now() and sent_through < (select coalesce(max(i.id), 0) from imports i)
      order by next_try_at for update skip locked limit 20)
    returning ${columns}, secret`.execute(db);
  return rows;
}

/** The agency has taken everything up to an import. */
export async function noteTaken(db: Kysely<Database>, id: string, through: number): Promise<void> {
  await sql`/* access.webhook_taken */
    update webhooks set sent_through = greatest(sent_through, ${through}), failures = 0, last_error = null, next_try_at = now()
    where id = ${id}`.execute(db);
}

/** Tried again after 10 s, 20 s, 40 s … and at last every six hours. */
export async function noteRefused(db: Kysely<Database>, id: string, error: string): Promise<void> {
  await sql`/* access.webhook_refused */
    update webhooks set failures = failures + 1, last_error = ${error.slice(0, LONGEST_ERROR)},
      next_try_at = now() + least(${FIRST_PAUSE_S} * power(2, least(failures, 20)), ${LONGEST_PAUSE_S}) * interval '1 second'
    where id = ${id}`.execute(db);
}
