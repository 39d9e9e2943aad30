/** Tells all who wait that there is something new. */
export function createBell() {
  let next = Promise.withResolvers<void>();
  let over = false;
  return {
    ring(): void {
      next.resolve();
      next = Promise.withResolvers();
    },
    /** Resolves at the next ring, when `left` is raised, or after so many milliseconds. */
    async heard(most: number, left: AbortSignal): Promise<void> {
      const done = Promise.withResolvers<void>();
      const timer = setTimeout(done.resolve, most);
      const leave = (): void => done.resolve();
      left.addEventListener('abort', leave, { once: true });
      await Promise.race([next.promise, done.promise]);
      left.removeEventListener('abort', leave);
      clearTimeout(timer);
    },
    stopped: (): boolean => over,
    /** Wakes all for the last time. */
    stop(): void {
      over = true;
      next.resolve();
    },
  };
}
