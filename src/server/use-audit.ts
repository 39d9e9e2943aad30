import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { AuditEvent } from '../access/audit/event.ts';
import type { Journal } from '../access/audit/journal.ts';
import { documentHash } from '../access/trusted-documents.ts';
import { type Call, noRows, type ServerContext } from './calls/call.ts';

/** Codes of errors that say: you may not. */
const REFUSALS: readonly unknown[] = ['FORBIDDEN', 'OUT_OF_REACH', 'UNAUTHENTICATED'];
const MOST_CODES = 100;

interface Result {
  readonly errors?: readonly Pick<GraphQLError, 'extensions'>[];
}

/** Told the codes of the errors of an answer; `requests` is 0 for what an answer tells later on. */
type Audit = (call: Call, codes?: readonly unknown[], requests?: number) => void;

/** Notes which answers showed single rows, what was refused, and what each key took. */
export const createAudit =
  (journal: Pick<Journal, 'note' | 'used'>): Audit =>
  (call, codes = [], requests = 1) => {
    const refused = codes.filter((code) => REFUSALS.includes(code)).map(String);
    if (call.outOfReach.size > 0) refused.push('OUT_OF_REACH');
    const { lists, rows } = call.rowsRead;
    journal.used(call.viewer.keyId, {
      requests,
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

/** Audits answers after their errors have their codes, and each event of a subscription for itself. */
export function useAudit(audit: Audit): Plugin<ServerContext, ServerContext> {
  const later = (call: Call | undefined, codes: readonly unknown[]): void => {
    if (call === undefined) return;
    audit(call, codes, 0);
    call.rowsRead = noRows();
    call.outOfReach.clear();
  };
  return {
    onSubscribe: ({ args: { contextValue } }) => ({
      onSubscribeResult: () => ({
        onNext({ result }) {
          if (!(Symbol.asyncIterator in result)) later(contextValue.call, codesOf(result as Result));
        },
      }),
      onSubscribeError: ({ error }) =>
        later(contextValue.call, error instanceof GraphQLError ? codesOf({ errors: [error] }) : []),
    }),
    onResultProcess({ result, serverContext: { call } }) {
      if (call === undefined || Array.isArray(result)) return;
      audit(call, Symbol.asyncIterator in result ? [] : codesOf(result as Result));
    },
  };
}

const codesOf = ({ errors = [] }: Result): readonly unknown[] => [
  ...new Set(errors.map(({ extensions }) => extensions.code)),
];

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
