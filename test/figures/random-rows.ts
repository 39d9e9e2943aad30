import type { SeedRow } from '../seed.ts';

/** Days, dice and rows for a second computation: nothing of src. Times are texts of Shanghai's clock. */

const random = mulberry(77_001);

export function randomness(start: number) {
  const next = mulberry(start);
  return {
    pick: <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] ?? missing('item'),
    chance: (share: number): boolean => next() < share,
    between: (low: number, high: number): number => low + Math.floor(next() * (high - low + 1)),
    day,
    shift,
  };
}

const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] ?? missing('item');
const chance = (share: number): boolean => random() < share;
const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
const maybe = <Item>(share: number, make: () => Item): Item | null => (chance(share) ? make() : null);

export function missing(what: string): never {
  throw new Error(`expected ${what}`);
}

// Days as text: 0 is 2020-01-01.
export function day(number: number): string {
  return new Date(Date.UTC(2020, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);
}
export function shift(from: string, days: number): string {
  return new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
export function daysFrom(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}
/** 0 is January 2020. */
export function monthStart(number: number): string {
  return new Date(Date.UTC(2020, number, 1)).toISOString().slice(0, 10);
}

/** top / bottom with so many decimals, half up; nothing here is negative. */
export function quotient(top: number, bottom: number, decimals: number): string {
  const scaled = BigInt(top) * 10n ** BigInt(decimals);
  const rounded = String((2n * scaled + BigInt(bottom)) / (2n * BigInt(bottom))).padStart(decimals + 1, '0');
  return decimals === 0 ? rounded : `${rounded.slice(0, -decimals)}.${rounded.slice(-decimals)}`;
}

export function byName<Name extends string, Made>(names: readonly Name[], make: () => Made): Record<Name, Made> {
  // One entry for each name, so the cast only restores what Object.fromEntries forgets.
  return Object.fromEntries(names.map((name) => [name, make()])) as Record<Name, Made>;
}

/** A moment some seconds after another, often close to midnight. */
const after = (moment: string, seconds: number): string => {
  const shanghai = new Date(Date.parse(moment) + seconds * 1000 + 8 * 3_600_000).toISOString().slice(0, 19);
  return `${shanghai}+08:00`;
};
const someMoment = (first = 330, last = 1160): string => {
  const clock = pick(['00:00:00', '00:05:10', '07:59:59', '08:00:00', '13:45:30', '23:59:59']);
  return `${day(between(first, last))}T${clock}+08:00`;
};
const someDay = (): string => day(between(330, 1160));
const few = () => maybe(0.7, () => between(0, 4));

const CATEGORIES = [
  '盗窃',
  '电信网络诈骗',
  '电信网络诈骗',
  '电信网络诈骗',
  '诈骗',
  '养老诈骗',
  '抢劫',
  '抢劫致死',
  '抢夺',
  '故意杀人',
  '故意伤害',
  '故意伤害致死',
  '强奸',
  '放火',
  '贩卖毒品',
  '非法采砂',
  '涉海',
  '其他',
];

/** A row of each dataset for its n-th key. */
export const rowMakers = {
  grids: (at: number): SeedRow => {
    const validFrom = maybe(0.8, () => day(between(100, 1100)));
    const staff = between(0, 5);
    return {
      code: `G${at}`,
      name: `第${at}网格`,
      kind: maybe(0.8, () => pick(['general', 'exclusive'])),
      staff,
      fullTimeStaff: between(0, staff),
      standardMet: maybe(0.7, () => chance(0.6)),
      validFrom,
      validTo: maybe(0.4, () => shift(validFrom ?? day(300), between(1, 600))),
    };
  },
  cases: (at: number): SeedRow => {
    const kind = pick(['call', 'public_order', 'criminal', 'criminal']);
    // Many of them in the days when another list of the eight major types came into force.
    const reportedAt = chance(0.3) ? someMoment(966, 978) : someMoment();
    const dispatchedAt = maybe(0.7, () => after(reportedAt, between(0, 300)));
    const filedOn = kind === 'call' ? null : maybe(0.85, () => shift(reportedAt.slice(0, 10), between(0, 5)));
    return {
      serial: `A${at}`,
      kind,
      category: pick(CATEGORIES),
      minor: maybe(0.7, () => chance(0.5)),
      reportedAt,
      dispatchedAt,
      arrivedAt:
        dispatchedAt === null ? null : maybe(0.9, () => after(dispatchedAt, pick([0, 240, 599, 600, 601, 900]))),
      urgent: maybe(0.7, () => chance(0.6)),
      filedOn,
      clearedOn: filedOn === null ? null : maybe(0.6, () => shift(filedOn, pick([0, 1, 2, 3, 40, 200]))),
      loss: maybe(0.6, () => between(0, 9_999_999)),
      recovered: maybe(0.6, () => between(0, 5_000_000)),
      suspects: maybe(0.6, () => between(0, 6)),
    };
  },
  patrols: (at: number): SeedRow => {
    const startedAt = someMoment();
    return {
      serial: `P${at}`,
      team: `T${between(1, 20)}`,
      startedAt,
      endedAt: after(startedAt, between(600, 30_000)),
      members: between(1, 20),
      rescues: few(),
      fires: few(),
      disputes: few(),
      suspects: few(),
      clues: few(),
      assistedCases: few(),
    };
  },
  policies: (at: number): SeedRow => {
    const startsOn = day(between(100, 1150));
    return {
      number: `B${at}`,
      households: between(1, 900),
      premium: between(1, 9_999_999),
      startsOn,
      endsOn: shift(startsOn, pick([0, 6, 30, 364, 365, 500])),
    };
  },
  claims: (at: number): SeedRow => {
    const reportedOn = someDay();
    const status = pick(['open', 'paid', 'paid', 'rejected', 'withdrawn']);
    return {
      number: `C${at}`,
      peril: pick(['盗抢', '火灾', '其他']),
      reportedOn,
      closedOn: status === 'open' ? null : shift(reportedOn, between(0, 90)),
      paidOn: status === 'paid' ? shift(reportedOn, between(0, 120)) : null,
      paid: status === 'paid' ? maybe(0.9, () => between(0, 999_999)) : null,
      status,
    };
  },
  tickets: (at: number): SeedRow => {
    const reportedAt = someMoment();
    const dueAt = maybe(0.8, () => after(reportedAt, 86_400 * between(1, 7)));
    const closedAt = maybe(0.85, () =>
      dueAt !== null && chance(0.2) ? after(dueAt, between(-1, 1)) : after(reportedAt, between(0, 900_000)),
    );
    return {
      serial: `E${at}`,
      category: pick(['消防', '治安', '其他']),
      channel: pick(['grid_app', 'hotline', 'camera']),
      reportedAt,
      dueAt,
      closedAt,
      calledBackAt: closedAt === null ? null : maybe(0.5, () => after(closedAt, 3600)),
      satisfied: closedAt === null ? null : maybe(0.6, () => chance(0.8)),
    };
  },
  incidents: (at: number): SeedRow => ({
    serial: `I${at}`,
    kind: pick(['production', 'fire', 'road', 'fishery', 'chemical', 'other']),
    occurredAt: someMoment(),
    deaths: maybe(0.8, () => between(0, 3)),
  }),
  inspections: (at: number): SeedRow => {
    const hazards = maybe(0.8, () => between(0, 12));
    return {
      serial: `J${at}`,
      inspectedOn: someDay(),
      hazards,
      rectified: hazards === null ? null : maybe(0.9, () => between(0, hazards)),
    };
  },
  ratings: (at: number): SeedRow => ({
    unit: `单位${at % 150}`,
    unitKind: pick(['village', 'village', 'estate', 'campus', 'county', 'township', 'institution', 'enterprise']),
    scheme: pick(['六守六无', '平安单位']),
    year: between(2020, 2023),
    stars: maybe(0.8, () => between(1, 5)),
    passed: maybe(0.7, () => chance(0.8)),
  }),
  rewards: (at: number): SeedRow => ({
    serial: `R${at}`,
    programme: pick(['medical', 'pension', 'village']),
    year: 2021,
    paidOn: someDay(),
    amount: between(1, 9_999_999),
  }),
};

function mulberry(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
