import { createHmac } from 'node:crypto';
import { type Rights, rightsKey } from './viewer.ts';

/** Marks a text as given to keys of the same rights; nobody else can make the mark. */
export function createSign(secret: Buffer, viewer: Rights): (text: string) => string {
  const rights = rightsKey(viewer);
  return (text) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([rights, text]))
      .digest('base64url')
      .slice(0, 16);
}
