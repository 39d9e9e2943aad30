import type { Eventual } from '../../kernel/eventual.ts';
import type { Content } from '../answers/content.ts';
import { LEAST_TO_PACK, packingFor } from '../answers/packing.ts';
import { tellBudget } from '../budget/charge.ts';
import type { Call } from '../calls/call.ts';
import { tellCall } from '../use-guard.ts';
import type { Answered } from './asking.ts';

/** What is told beside an answer. */
export interface Told extends Pick<Call, 'viewer' | 'requestId'>, Partial<Pick<Call, 'statements'>> {
  readonly cost: Call['cost'];
  /** Of the data that it was made from. */
  readonly version: number;
}

/** An answer as it is sent: packed for who takes it so. */
export function written(content: Content, told: Told, type: string, encodings: string | undefined): Eventual<Answered> {
  const { plain } = content;
  const ending = content.ending(told.cost);
  const length = plain.length + ending.length;
  const packing = length < LEAST_TO_PACK ? null : packingFor(encodings);
  const headers = ['content-type', type, 'vary', 'accept-encoding', 'etag', content.etag];
  const tell = (name: string, text: string): void => void headers.push(name, text);
  if (told.cost !== undefined) tellBudget(told.cost, tell);
  tellCall(told, told.version, tell);
  if (packing === null) {
    headers.push('content-length', String(length));
    return { headers, body: plain, ending };
  }
  return content.packedBody(packing, told.cost).then((body) => {
    headers.push('content-length', String(body.length), 'content-encoding', packing);
    return { headers, body, ending: '' };
  });
}
