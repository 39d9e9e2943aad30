import type { Cause } from '../../access/keys.ts';
import { documentHash } from '../../access/trusted-documents.ts';
import type { Context } from '../../graphql/context.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { unspent } from '../budget/unspent.ts';
import type { Call } from '../calls/call.ts';
import { LIMITS, TIMES } from '../limits.ts';

type OfCall =
  | 'viewer'
  | 'warn'
  | 'personal'
  | 'showRows'
  | 'outOfReach'
  | 'spend'
  | 'mayHint'
  | 'limits'
  | 'rateLimit'
  | 'pay';

/** The request, for what is noted of a change. */
export const causeOf = ({ requestId, document = '' }: Call): Cause => ({
  requestId,
  operation: documentHash(document),
});

/** What resolvers say of an answer and what is left for it: kept with its request. */
export const shareOf = (call: Call): Pick<Context, OfCall> => ({
  viewer: call.viewer,
  warn: (warning) => call.warnings.push(warning),
  personal() {
    call.personal = true;
  },
  showRows({ dataset, region, period, rows }) {
    call.personal = true;
    const { rowsRead } = call;
    rowsRead.lists++;
    rowsRead.rows += rows;
    rowsRead.datasets.add(dataset);
    if (region !== null) rowsRead.regions.add(region);
    if (period !== null) rowsRead.periods.add(period);
  },
  outOfReach: (code) => void call.outOfReach.add(code),
  spend(objects) {
    const limit = LIMITS.objects;
    call.objects += objects;
    if (call.objects <= limit) return;
    throw new AnlanError('QUERY_TOO_LARGE', `expected an answer of at most ${limit} objects`, { limit });
  },
  pay: () => call.pay(),
  mayHint: () => call.hints++ < LIMITS.hints,
  limits: () => ({ ...LIMITS, statementMs: TIMES.statement, requestMs: TIMES.request }),
  rateLimit: () => call.cost ?? unspent(call.viewer.budgets),
});
