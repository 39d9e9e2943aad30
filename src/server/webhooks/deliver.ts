import { ChangesSinceDocument, type ChangesSinceQuery } from '../../../schema/generated/graphql.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { DueWebhook } from '../../access/webhooks.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { OwnAnswer } from '../calls/own-answer.ts';
import { post } from './post.ts';
import { signatureOf } from './sign.ts';

export interface Delivery {
  readonly answer: OwnAnswer;
  readonly viewerOf: (keyId: string) => Promise<Viewer | null>;
  readonly taken: (id: string, through: number) => Promise<void>;
  readonly refused: (id: string, error: string) => Promise<void>;
  readonly newest: () => number;
  readonly clock: () => Date;
  readonly allowedHosts: readonly string[];
}

export interface Delivered {
  readonly id: string;
  readonly sent: number;
  readonly error: string | null;
}

/** Imports asked for at a time. */
const PAGE = 10;

/** Tells one agency what it has not taken yet, oldest first; stops at the first letter that is not taken. */
export async function deliver(webhook: DueWebhook, delivery: Delivery): Promise<Delivered> {
  const { id } = webhook;
  let sent = 0;
  try {
    const viewer = await delivery.viewerOf(webhook.keyId);
    if (viewer === null) throw new AnlanError('UNAUTHENTICATED', `the key ${webhook.keyId} is no longer in force`);
    const newest = delivery.newest();
    let after = webhook.sentThrough;
    for (;;) {
      const changes = await changesAfter(webhook, after, viewer, delivery);
      for (const change of changes) {
        await send(webhook, change, delivery);
        await delivery.taken(id, change.version);
        after = change.version;
        sent++;
      }
      if (changes.length < PAGE) break;
    }
    await delivery.taken(id, Math.max(after, newest));
    return { id, sent, error: null };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await delivery.refused(id, message);
    return { id, sent, error: message };
  }
}

async function changesAfter(webhook: DueWebhook, after: number, viewer: Viewer, { answer }: Delivery) {
  const { within, indicators } = webhook;
  const variables = { within, indicators: [...indicators], after: String(after), first: PAGE };
  const { changes } = await answer(ChangesSinceDocument, variables, viewer);
  return changes;
}

async function send(
  { id, url, secret }: DueWebhook,
  change: ChangesSinceQuery['changes'][number],
  { clock, allowedHosts }: Delivery,
): Promise<void> {
  const body = JSON.stringify({ webhook: id, dataChanged: change });
  const status = await post({
    url,
    body,
    allowedHosts,
    headers: { 'anlan-signature': signatureOf(body, secret, clock()), 'anlan-delivery': `${id}-${change.version}` },
  });
  if (status < 200 || status > 299) throw new Error(`expected an answer from 200 to 299, got ${status}`);
}
