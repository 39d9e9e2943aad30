/** Why a replica is not read from. */
export type Trouble = 'UNREACHABLE' | 'NO_REPLICA' | 'OTHER_DATABASE' | 'BEHIND';

/** What one look at both servers found; positions are bytes of the log of writes. */
export interface Sighting {
  /** How far the primary had written before the replica was looked at. */
  readonly written: number;
  /** How far the replica has replayed. */
  readonly replayed: number;
  /** Id of the newest import that the replica shows. */
  readonly version: number;
}

/** The beginning of a look. */
interface Begun {
  readonly at: number;
  readonly holds: number;
}

interface StandingOptions {
  /** Milliseconds that only rise. */
  readonly clock: () => number;
  /** A replica that has been behind for longer is left alone. */
  readonly behindMs: number;
  /** How long a statement waits for a replica that is a little behind. */
  readonly waitMs: number;
}

export type Standing = ReturnType<typeof createStanding>;

/** Whether a replica has all that an answer may need, from what is known of it. */
export function createStanding({ clock, behindMs, waitMs }: StandingOptions) {
  let expected = 0;
  let shown = 0;
  let holds = 0;
  let heldUntil = -1;
  let wholeAt = Number.NEGATIVE_INFINITY;
  let mark: (Begun & { readonly written: number }) | null = null;
  let awaitedSince = Number.NEGATIVE_INFINITY;
  let lost: Exclude<Trouble, 'BEHIND'> | null = 'UNREACHABLE';

  const trouble = (): Trouble | null => lost ?? (clock() - wholeAt > behindMs ? 'BEHIND' : null);
  const isReady = (): boolean => heldUntil === holds && shown >= expected && trouble() === null;
  const reached = ({ at, holds: then }: Begun): void => {
    wholeAt = at;
    heldUntil = then;
  };

  return {
    trouble,
    isReady,
    /** Not ready, but likely to be in a moment. */
    isWorthWaiting: (): boolean => !isReady() && trouble() === null && clock() - awaitedSince < waitMs,
    /** Seconds since it had all that the primary had; null before it ever had. */
    behindSeconds: (): number | null => (Number.isFinite(wholeAt) ? (clock() - wholeAt) / 1000 : null),
    /** The import that every statement must see. */
    expected: (): number => expected,
    /** From now on every statement must see this import. */
    expect(version: number): void {
      if (version <= expected) return;
      expected = version;
      if (version > shown) awaitedSince = clock();
    },
    /** From now on every statement must see all that the primary has by now, whether or not an import tells of it. */
    hold(): void {
      holds++;
      awaitedSince = clock();
    },
    begin: (): Begun => ({ at: clock(), holds }),
    found(begun: Begun, { written, replayed, version }: Sighting): void {
      lost = null;
      shown = Math.max(shown, version);
      mark ??= { ...begun, written };
      if (replayed < mark.written) return;
      // Under constant writing it never has what was written just now, but what was written at the mark.
      const isWhole = replayed >= written;
      reached(isWhole ? begun : mark);
      mark = isWhole ? null : { ...begun, written };
    },
    /** A statement saw less than it must: another server has taken its place. */
    fellBack(version: number): void {
      shown = Math.min(shown, version);
    },
    lose(why: Exclude<Trouble, 'BEHIND'>): void {
      lost = why;
    },
  };
}
