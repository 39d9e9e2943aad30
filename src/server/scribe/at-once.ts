import { aside } from './aside.ts';

/** A value that is there already. @throws for a promise, and for what stands for an error */
export function atOnce(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Promise) {
    // Who makes the answer the usual way hears of it.
    value.catch(() => {});
    return aside();
  }
  return 'then' in value || value instanceof Error ? aside() : value;
}
