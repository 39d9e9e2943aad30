import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from '../calls/call.ts';
import { COST, etagOf } from './content.ts';
import { LEAST_TO_PACK, packed, packingFor, sealed } from './packing.ts';

/** Names every answer after its content, and packs it for who takes it so; a GET that already has it gets 304. */
export function useETag(): Plugin<object, ServerContext> {
  return {
    async onResponse({ request, response, serverContext, setResponse, fetchAPI }) {
      const { headers } = response;
      if (headers.has('etag') || headers.get('content-type')?.startsWith('text/event-stream')) return;
      const body = await response.text();
      const { content, rest } = parted(body);
      const tag = etagOf(content);
      headers.set('etag', tag);
      const { call } = serverContext;
      if (request.method === 'GET' && call !== undefined) {
        // Asked again each time, since data and key may have changed; what shows persons is not kept at all.
        headers.set('cache-control', response.ok && !call.personal ? 'private, no-cache' : 'no-store');
        headers.append('vary', 'authorization');
      }
      const known = request.method === 'GET' && response.ok && matches(request.headers.get('if-none-match'), tag);
      if (call !== undefined) headers.append('vary', 'accept-encoding');
      const send = (whole: string | Uint8Array<ArrayBuffer> | null): void =>
        setResponse(new fetchAPI.Response(whole, { status: known ? 304 : response.status, headers }));
      if (known || request.method === 'HEAD') return send(null);
      const packing =
        Buffer.byteLength(body) < LEAST_TO_PACK ? null : packingFor(request.headers.get('accept-encoding'));
      if (packing === null) return send(body);
      headers.set('content-encoding', packing);
      const plain = Buffer.from(content);
      const whole = sealed(packing, await packed(plain, packing), plain, Buffer.from(rest));
      headers.set('content-length', String(whole.length));
      send(new Uint8Array(whole));
    },
  };
}

/** What stays the same of an answer, and the rest of it, which is never empty. */
function parted(body: string): { readonly content: string; readonly rest: string } {
  const cost = body.lastIndexOf(COST);
  const isCost = cost >= 0 && body.length - cost <= 200;
  return isCost ? { content: body.slice(0, cost), rest: body.slice(cost) } : { content: body, rest: ' ' };
}

function matches(given: string | null, tag: string): boolean {
  if (given === null) return false;
  return given.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
}
