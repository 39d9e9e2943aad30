import { AUDIT_KINDS, type AuditEntry } from '../../access/audit/event.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { Frame } from '../frame.ts';
import { defineConnection, pageArgs } from '../pages/connection.ts';
import { cursorsOf } from '../pages/cursor.ts';
import { type Page, pageOf, readPage } from '../pages/page.ts';
import { requireScope } from './require-scope.ts';

/** `audit`: what was done and refused, for those who look after it. */
export function defineAudit(frame: Frame): void {
  const { builder } = frame;
  const connection = builder.objectRef<Page<AuditEntry>>('AuditEventConnection');
  defineConnection(frame, { name: 'AuditEvent', connection, node: defineEvent(frame), of: 'events', counted: false });
  builder.queryField('audit', (t) =>
    t.field({
      type: connection,
      description:
        'Keys made and ended, imports, undos, refusals, reads of single rows: newest first, of all keys. Needs the scope audit:read, and a key that reaches everything; the reading is noted too.',
      args: {
        kind: t.arg.string({ description: `Only of this kind: ${AUDIT_KINDS.join(', ')}.` }),
        keyId: t.arg.id({ description: 'Only by or about this key: the eight letters after `anlan_`.' }),
        from: t.arg({ type: 'Date', description: 'From this day in Shanghai.' }),
        to: t.arg({ type: 'Date', description: 'To this day, included.' }),
        ...pageArgs(builder),
      },
      resolve: async (_root, { first, after, ...asked }, context) => {
        const { viewer, audit, spend, showRows } = context;
        requireScope(viewer, 'audit:read');
        if (viewer.reach !== null || viewer.datasets !== null) {
          throw new AnlanError('FORBIDDEN', 'expected a key that reaches all regions and datasets');
        }
        const kind = AUDIT_KINDS.find((one) => one === asked.kind);
        if (kind === undefined && asked.kind) {
          throw new AnlanError('BAD_USER_INPUT', `expected one of ${AUDIT_KINDS.join(', ')}, got ${asked.kind}`, {
            found: asked.kind,
            allowed: AUDIT_KINDS,
          });
        }
        const cursors = cursorsOf(context, 'audit', asked, /^\d{1,15}$/);
        const page = readPage({ first, after }, cursors);
        const rows = await audit(
          { kind, keyId: asked.keyId ?? undefined, from: asked.from ?? undefined, to: asked.to ?? undefined },
          { first: page.first + 1, before: page.after === null ? null : Number(page.after) },
        );
        const shown = Math.min(rows.length, page.first);
        showRows({ dataset: 'audit', region: null, period: null, rows: shown });
        spend(shown);
        return pageOf(rows, page, cursors, { key: ({ seq }) => String(seq), node: (one) => one, totalCount: null });
      },
    }),
  );
}

function defineEvent({ builder }: Frame) {
  return builder.objectRef<AuditEntry>('AuditEvent').implement({
    description: 'Something that was noted: who, when, what, how many rows and what came of it; never values.',
    fields: (t) => ({
      number: t.int({ description: 'Its place in the order; none is missing.', resolve: ({ seq }) => seq }),
      at: t.expose('at', { type: 'DateTime', description: 'When, by the clock of the database.' }),
      kind: t.exposeString('kind', {
        description: 'What happened, such as `records.read`; the kinds are those of the argument.',
      }),
      keyId: t.exposeID('keyId', { nullable: true, description: 'The key that did it; null at the terminal.' }),
      actor: t.exposeString('actor', {
        nullable: true,
        description: 'The person at the terminal, or the address of who had no key.',
      }),
      subject: t.exposeString('subject', {
        nullable: true,
        description: 'The key, import or datasets that it is about.',
      }),
      operation: t.exposeString('operation', { nullable: true, description: 'SHA-256 of the document.' }),
      regions: t.exposeStringList('regions', { description: 'Codes.' }),
      periods: t.exposeStringList('periods', { description: 'Periods asked for.' }),
      rowCount: t.exposeInt('rowCount', { nullable: true, description: 'How many single rows.' }),
      result: t.exposeString('result', { description: '`done`, or the code of the error.' }),
      requestId: t.exposeString('requestId', { nullable: true, description: 'As in the header `x-request-id`.' }),
      hash: t.exposeString('hash', { description: 'Seals this event and the one before it; SHA-256 in hex.' }),
    }),
  });
}
