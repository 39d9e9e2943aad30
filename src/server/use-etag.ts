import { hash } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from './call.ts';

/** What is left of the budget differs from answer to answer, and stands last. */
const COST = ',"cost":{';

/** Names every answer after its content; a GET that already has it gets 304. */
export function useETag(): Plugin<object, ServerContext> {
  return {
    async onResponse({ request, response, serverContext, setResponse, fetchAPI }) {
      const { headers } = response;
      if (headers.has('etag') || headers.get('content-type')?.startsWith('text/event-stream')) return;
      const body = await response.text();
      const cost = body.lastIndexOf(COST);
      const content = cost < 0 || body.length - cost > 200 ? body : body.slice(0, cost);
      const tag = `"${hash('sha1', content, 'base64url')}"`;
      headers.set('etag', tag);
      const { call } = serverContext;
      if (request.method === 'GET' && call !== undefined) {
        // Asked again each time, since data and key may have changed; what shows persons is not kept at all.
        headers.set('cache-control', response.ok && !call.personal ? 'private, no-cache' : 'no-store');
        headers.append('vary', 'authorization');
      }
      const known = request.method === 'GET' && response.ok && matches(request.headers.get('if-none-match'), tag);
      const rest = known || request.method === 'HEAD' ? null : body;
      setResponse(new fetchAPI.Response(rest, { status: known ? 304 : response.status, headers }));
    },
  };
}

function matches(given: string | null, tag: string): boolean {
  if (given === null) return false;
  return given.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
}
