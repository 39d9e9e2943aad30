/** What is known already, or will be. */
export type Eventual<T> = T | Promise<T>;

/** Goes on at once with what is known; a promise costs a turn of the event loop for every value it stands for. */
export function after<T, U>(found: Eventual<T>, then: (value: T) => Eventual<U>): Eventual<U> {
  return found instanceof Promise ? found.then(then) : then(found);
}

/** All of a list: the list itself where everything is known. */
export function allOf<T>(found: readonly Eventual<T>[]): Eventual<readonly T[]> {
  const known: T[] = [];
  for (const one of found) {
    if (one instanceof Promise) return Promise.all(found);
    known.push(one);
  }
  return known;
}
