import type { Plugin } from 'graphql-yoga';
import type { AuditEvent } from '../access/audit/event.ts';
import type { Journal } from '../access/audit/journal.ts';
import { documentHash } from '../access/trusted-documents.ts';
import type { Call, ServerContext } from './call.ts';

/** Codes of errors that say: you may not. */
const REFUSALS: readonly unknown[] = ['FORBIDDEN', 'OUT_OF_REACH', 'UNAUTHENTICATED'];
const MOST_CODES = 100;

interface Result {
  readonly errors?: readonly { readonly extensions: { readonly code?: unknown } }[];
}

/** Told the codes of the errors of an answer. */
type Audit = (call: Call, codes?: readonly unknown[]) => void;

/** Notes which answers showed single rows, what was refused, and what each key took. */
export const createAudit =
  (journal: Pick<Journal, 'note' | 'used'>): Audit =>
  (call, codes = []) => {
    const refused = codes.filter((code) => REFUSALS.includes(code)).map(String);
    if (call.outOfReach.size > 0) refused.push('OUT_OF_REACH');
    const { lists, rows } = call.rowsRead;
    journal.used(call.viewer.keyId, {
      requests: 1,
      points: call.cost?.requested ?? 0,
      refused: refused.length > 0 ? 1 : 0,
      recordReads: lists > 0 ? 1 : 0,
      rowsRead: rows,
    });
    if (refused.length === 0 && lists === 0) return;
    const event = eventOf(call);
    for (const code of new Set(refused)) {
      journal.note({ ...event, kind: 'refused', regions: some(call.outOfReach), result: code });
    }
    if (lists > 0) journal.note({ ...event, ...readOf(call), result: codes.length > 0 ? String(codes[0]) : 'done' });
  };

/** Audits answers after their errors have their codes. */
export function useAudit(audit: Audit): Plugin<ServerContext, ServerContext> {
  return {
    onResultProcess({ result, serverContext: { call } }) {
      if (call === undefined || Array.isArray(result)) return;
      const errors = Symbol.asyncIterator in result ? [] : ((result as Result).errors ?? []);
      audit(call, [...new Set(errors.map(({ extensions }) => extensions.code))]);
    },
  };
}

const some = (codes: Iterable<string>): readonly string[] => [...codes].sort().slice(0, MOST_CODES);

function eventOf({ viewer, document = '', requestId }: Call): Pick<AuditEvent, 'keyId' | 'operation' | 'requestId'> {
  return { keyId: viewer.keyId, operation: document === '' ? null : documentHash(document), requestId };
}

function readOf({ rowsRead: { datasets, regions, periods, rows } }: Call) {
  return {
    kind: 'records.read',
    subject: some(datasets).join(','),
    regions: some(regions),
    periods: some(periods),
    rowCount: rows,
  } as const;
}
