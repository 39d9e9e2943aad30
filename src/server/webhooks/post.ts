import { lookup } from 'node:dns/promises';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { AnlanError } from '../../kernel/errors.ts';

const PRIVATE = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 127],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(net, bits, 'ipv6');
}

const ANSWER_MS = 10_000;

export interface Letter {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Hosts that may be private, or without TLS. */
  readonly allowedHosts: readonly string[];
}

/**
 * Where to connect for an address: its host looked up once, so that it cannot change between check and use.
 * @throws AnlanError BAD_USER_INPUT for what is not https, or leads into a private network
 */
export async function targetOf(
  url: string,
  allowedHosts: readonly string[],
): Promise<{ readonly url: URL; readonly ip: string }> {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const allowed = parsed !== null && allowedHosts.includes(parsed.hostname);
  if (parsed === null || (parsed.protocol !== 'https:' && !(allowed && parsed.protocol === 'http:'))) {
    throw new AnlanError('BAD_USER_INPUT', `expected an address with https://, got ${url.slice(0, 100)}`);
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw new AnlanError('BAD_USER_INPUT', 'expected an address without a name or password in it');
  }
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) ? [{ address: host }] : await lookup(host, { all: true });
  const inside = found.find(({ address }) => PRIVATE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4'));
  if (inside !== undefined && !allowed) {
    throw new AnlanError(
      'BAD_USER_INPUT',
      `expected a public address; ${host} is ${inside.address}, in a private network. WEBHOOK_HOSTS names hosts that are allowed all the same.`,
    );
  }
  const [first] = found;
  if (first === undefined) throw new AnlanError('BAD_USER_INPUT', `expected a host that can be found, got ${host}`);
  return { url: parsed, ip: first.address };
}

/** Sends a letter and gives the status of the answer; redirects are not followed. */
export async function post({ url, body, headers, allowedHosts }: Letter): Promise<number> {
  const target = await targetOf(url, allowedHosts);
  const send = target.url.protocol === 'https:' ? secureRequest : plainRequest;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const outgoing = send(
    target.url,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Anlan', ...headers },
      signal: AbortSignal.timeout(ANSWER_MS),
      lookup: (_host, options, done) => {
        const family = isIPv6(target.ip) ? 6 : 4;
        if (options.all) done(null, [{ address: target.ip, family }]);
        else done(null, target.ip, family);
      },
    },
    (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    },
  );
  outgoing.on('error', reject);
  outgoing.end(body);
  return promise;
}
