import type { KeyRecord } from '../../access/keys.ts';
import { LONGEST_LIFE_DAYS, type NewKey } from '../../access/new-key.ts';
import { LONGEST_OVERLAP_DAYS } from '../../access/rotate-key.ts';
import { DEFAULT_BUDGETS, SCOPES } from '../../access/viewer.ts';
import type { Context } from '../context.ts';
import type { Frame } from '../frame.ts';
import { defineConnection, pageArgs } from '../pages/connection.ts';
import { cursorsOf } from '../pages/cursor.ts';
import { type Page, pageOf, readPage } from '../pages/page.ts';
import { requireScope } from './require-scope.ts';

const KEY_ID = /^[0-9A-Za-z]{8}$/;
const NEEDS = 'Needs the scope keys:manage.';

/** Keys within the reach of one that may manage them; whatever does not lie within it is not there. */
export function defineKeys(frame: Frame): void {
  const { builder } = frame;
  const connection = builder.objectRef<Page<KeyRecord>>('KeyConnection');
  defineConnection(frame, { name: 'Key', connection, node: defineKey(frame), of: 'keys' });

  builder.queryField('keys', (t) =>
    t.field({
      type: connection,
      description: `Keys whose regions and datasets lie within those of the key that asks, newest first. ${NEEDS}`,
      args: pageArgs(builder),
      resolve: async (_root, args, context) => {
        const desk = deskOf(context);
        const cursors = cursorsOf(context, 'keys', {}, KEY_ID);
        const page = readPage(args, cursors);
        const rows = await desk.page(page);
        context.spend(rows.length);
        return pageOf(rows, page, cursors, { key: ({ id }) => id, node: (one) => one, totalCount: desk.count });
      },
    }),
  );
}

function deskOf(context: Context) {
  requireScope(context.viewer, 'keys:manage');
  context.personal();
  return context.keys();
}

function defineKey({ builder, words }: Frame) {
  return builder.objectRef<KeyRecord>('Key').implement({
    description: 'What is known of a key; never its secret.',
    fields: (t) => ({
      keyId: t.exposeID('id', { description: 'The eight letters after `anlan_`.' }),
      agency: t.exposeString('agency', { description: 'Whom it was given to.' }),
      scopes: t.field({
        type: [words.scope],
        description: 'What it may do.',
        resolve: ({ scopes }) => SCOPES.filter((scope) => scopes.includes(scope)),
      }),
      reach: t.field({
        type: ['ID'],
        nullable: true,
        description: 'Codes of the regions whose subtrees it may read; null when all may.',
        resolve: ({ reach }) => reach && [...reach],
      }),
      datasets: t.field({
        type: ['ID'],
        nullable: true,
        description: 'The datasets it may read; null when all may.',
        resolve: ({ datasets }) => datasets && [...datasets],
      }),
      disclosure: t.expose('disclosure', { type: words.disclosure, description: 'How exactly it is told.' }),
      trustedOnly: t.exposeBoolean('trustedOnly', { description: 'It may only run registered operations.' }),
      purpose: t.exposeString('purpose', { nullable: true, description: 'What the data is needed for.' }),
      agreement: t.exposeString('agreement', {
        nullable: true,
        description: 'The agreement under which it was given.',
      }),
      createdBy: t.exposeID('createdBy', { nullable: true, description: 'The key that gave it; null at a terminal.' }),
      replaces: t.exposeID('replaces', { nullable: true, description: 'The key that it took the place of.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
      expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'From then on it opens nothing.' }),
      revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true, description: 'When it was revoked.' }),
      lastUsedAt: t.expose('lastUsedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it was last used, to the minute.',
      }),
    }),
  });
}

interface Issued {
  readonly id: string;
  readonly text: string;
  readonly expiresAt: Date;
  readonly oldExpiresAt?: Date;
}

export function defineKeyMutations(frame: Frame): void {
  const { builder } = frame;
  const wanted = defineNewKey(frame);
  const issued = builder.objectRef<Issued>('IssuedKey').implement({
    description: 'A key as it is handed over.',
    fields: (t) => ({
      keyId: t.exposeID('id', { description: 'The readable part.' }),
      key: t.exposeString('text', { description: 'The whole key. It is shown here once and cannot be had again.' }),
      expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'From then on it opens nothing.' }),
      oldExpiresAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'Of a rotation: until when the old key opens.',
        resolve: ({ oldExpiresAt }) => oldExpiresAt ?? null,
      }),
    }),
  });
  const revoked = builder.objectRef<{ id: string; revokedAt: Date }>('RevokedKey').implement({
    description: 'A key that opens nothing any more, on any server, from a second after.',
    fields: (t) => ({
      keyId: t.exposeID('id', { description: 'The readable part.' }),
      revokedAt: t.expose('revokedAt', { type: 'DateTime', description: 'Since when.' }),
    }),
  });
  const id = { required: true, description: 'The eight letters after `anlan_`.' } as const;

  builder.mutationFields((t) => ({
    createKey: t.field({
      type: issued,
      nullable: true,
      description: `Makes a key. A key can only give what it has itself. ${NEEDS}`,
      args: { input: t.arg({ type: wanted, required: true, description: 'What the key may do.' }) },
      resolve: (_root, { input }, context) => deskOf(context).create(newKeyOf(input)),
    }),
    rotateKey: t.field({
      type: issued,
      nullable: true,
      description: `Makes a key with the rights of an old one, which ends after an overlap. ${NEEDS}`,
      args: {
        id: t.arg.id(id),
        overlapDays: t.arg.int({
          required: true,
          defaultValue: 1,
          description: `Days that the old key still opens, 0 to ${LONGEST_OVERLAP_DAYS}.`,
        }),
        days: t.arg.int({ description: 'Life of the new key in days; as long as that of the old one when left out.' }),
      },
      resolve: (_root, { id: old, overlapDays, days }, context) =>
        deskOf(context).rotate(old, { overlapDays, days: days ?? undefined }),
    }),
    revokeKey: t.field({
      type: revoked,
      nullable: true,
      description: `Revokes a key; every server refuses it within a second. ${NEEDS}`,
      args: { id: t.arg.id(id) },
      resolve: (_root, { id: old }, context) => deskOf(context).revoke(old),
    }),
  }));
}

function defineNewKey({ builder, words }: Frame) {
  const budget = (what: string, usual: number) => ({
    description: `${what}; ${usual} when left out, or what the key that gives has where that is less.`,
  });
  return builder.inputType('NewKey', {
    description: 'What is asked of a new key.',
    fields: (t) => ({
      agency: t.string({ required: true, description: 'Whom it is for.' }),
      scopes: t.field({ type: [words.scope], required: true, description: 'What it may do.' }),
      reach: t.idList({ description: '12-digit codes of regions whose subtrees it may read; all when left out.' }),
      datasets: t.idList({ description: 'Codes of the datasets it may read; all when left out.' }),
      disclosure: t.field({ type: words.disclosure, description: 'How exactly it is told; EXACT when left out.' }),
      trustedOnly: t.boolean({ description: 'It may only run registered operations.' }),
      days: t.int({ required: true, description: `Its life, 1 to ${LONGEST_LIFE_DAYS} days.` }),
      purpose: t.string({ description: 'What the data is needed for.' }),
      agreement: t.string({ description: 'The number of the agreement under which it is given.' }),
      costPerMinute: t.int(budget('Points of cost that come back each minute', DEFAULT_BUDGETS.costPerMinute)),
      costBurst: t.int(budget('Points of cost at once', DEFAULT_BUDGETS.costBurst)),
      requestsPerMinute: t.int(budget('Requests a minute', DEFAULT_BUDGETS.requestsPerMinute)),
      concurrency: t.int(budget('Requests in flight at once', DEFAULT_BUDGETS.concurrency)),
    }),
  });
}

type Given = ReturnType<typeof defineNewKey>['$inferInput'];

function newKeyOf({ costPerMinute, costBurst, requestsPerMinute, concurrency, ...input }: Given): NewKey {
  const budgets = { costPerMinute, costBurst, requestsPerMinute, concurrency };
  const given = Object.entries(budgets).flatMap(([name, budget]) =>
    typeof budget === 'number' ? [[name, budget]] : [],
  );
  const { scopes, datasets, disclosure, trustedOnly, reach, purpose, agreement, ...rest } = input;
  return {
    ...rest,
    purpose: purpose ?? null,
    agreement: agreement ?? null,
    scopes: SCOPES.filter((scope) => scopes.includes(scope)),
    reach: reach ?? null,
    datasets: datasets ?? null,
    disclosure: disclosure ?? 'exact',
    trustedOnly: trustedOnly ?? false,
    budgets: Object.fromEntries(given),
  };
}
