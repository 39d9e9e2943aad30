import type { ServerContext } from './call.ts';

/**
 * Where a request came from: the other end of its connection, or what the last of the trusted proxies in front wrote
 * down. Whatever a client itself writes into x-forwarded-for stands further left and is not looked at.
 */
export function addressOf({ headers }: Request, { req }: ServerContext, proxies: number): string {
  const socket = req?.socket?.remoteAddress ?? 'unknown';
  if (proxies === 0) return socket;
  const named = (headers.get('x-forwarded-for') ?? '').split(',').map((one) => one.trim());
  return named.at(-proxies)?.slice(0, 64) || socket;
}
