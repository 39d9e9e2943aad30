import { packingFor } from '../answers/packing.ts';
import type { Page } from './page.ts';

/** Nothing from elsewhere, nothing inline, in no frame, and no form is sent anywhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page in the packing that the browser takes, or 304 when it has it already. */
export async function pageResponse(page: Page, request: Request): Promise<Response> {
  const headers: Record<string, string> = {
    'content-type': page.type,
    etag: page.etag,
    vary: 'accept-encoding',
    'cache-control': page.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    ...(page.type.startsWith('text/html') ? { 'content-security-policy': POLICY } : {}),
  };
  if (request.headers.get('if-none-match')?.includes(page.etag)) return new Response(null, { status: 304, headers });
  const packing = page.packed === null ? null : packingFor(request.headers.get('accept-encoding'));
  const body = packing === null ? page.plain : ((await page.packed?.[packing]()) ?? page.plain);
  return new Response(request.method === 'HEAD' ? null : body, {
    headers: {
      ...headers,
      'content-length': String(body.length),
      ...(packing === null ? {} : { 'content-encoding': packing }),
    },
  });
}
