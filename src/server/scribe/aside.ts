import { AnlanError } from '../../kernel/errors.ts';

/** For whatever is not known at once or not plainly good: the answer is then made the usual way, which tells its errors. */
export function aside(): never {
  throw new AnlanError('INTERNAL', 'expected what can be written down at once');
}
