import type { CaseBatch, Category } from './cases.ts';
import { type Days, yearDays } from './seasons.ts';

type Weights = Readonly<Partial<Record<Category, number>>>;

export const CALLS: Weights = { 盗窃: 31, 诈骗: 9, 殴打他人: 33, 赌博: 9, 寻衅滋事: 6, 涉黄: 4, 其他: 8 };
export const OTHER_CALLS: Weights = { 殴打他人: 56, 赌博: 17, 寻衅滋事: 12, 其他: 15 };
const PUBLIC_ORDER: Weights = { 殴打他人: 34, 盗窃: 22, 赌博: 18, 吸毒: 9, 涉黄: 9, 其他: 8 };
export const MINOR: Weights = { 盗窃: 78, 诈骗: 22 };
const MAJOR: Weights = { 故意伤害: 42, 强奸: 26, 抢劫: 16, 故意杀人: 8, 放火: 8 };
export const OTHER: Weights = { 危险驾驶: 38, 寻衅滋事: 18, 赌博: 12, 非法拘禁: 6, 敲诈勒索: 8, 污染环境: 3, 其他: 15 };
export const TELECOM: Weights = { 电信网络诈骗: 1 };
const SNATCHING: Weights = { 抢夺: 1 };
export const AT_SEA: Weights = { 非法捕捞: 48, 非法采砂: 22, 海上走私: 21, 海上偷渡: 9 };
export const ELDERLY: Weights = { 养老诈骗: 1 };

/** What the police of one place see in a year. */
export interface CaseYear {
  readonly calls: number;
  readonly publicOrder: number;
  readonly minor: { readonly fast: number; readonly slow: number; readonly open: number };
  /** Minor cases of the last two days, cleared on the first of the next year. */
  readonly overNewYear?: number;
  readonly telecomCalls: number;
  readonly telecom: { readonly cleared: number; readonly open: number };
  readonly major: { readonly cleared: number; readonly open: number };
  readonly other: { readonly cleared: number; readonly open: number };
}

export function batchesOf(year: number, plan: CaseYear): readonly CaseBatch[] {
  const opened = yearDays(year);
  const early: Days = [`${year}-01-01`, `${year}-11-30`];
  const criminal = { kind: 'criminal', opened } as const;
  const slow = { kind: 'criminal', opened: early, cleared: opened } as const;
  const minor = { minor: true, categories: MINOR, loss: [20, 290] } as const;
  const telecom = { categories: TELECOM, loss: [200, 9_000] } as const;
  const batches: readonly CaseBatch[] = [
    { count: plan.calls, kind: 'call', categories: CALLS, opened },
    { count: plan.telecomCalls, kind: 'call', categories: TELECOM, opened },
    { count: plan.publicOrder, kind: 'public_order', categories: PUBLIC_ORDER, opened: early, cleared: opened },
    { ...criminal, ...minor, count: plan.minor.fast, cleared: 'fast', recovered: 70 },
    { ...slow, ...minor, count: plan.minor.slow, recovered: 40 },
    { ...criminal, ...minor, count: plan.minor.open },
    { ...minor, count: plan.overNewYear ?? 0, kind: 'criminal', ...overNewYear(year), recovered: 70 },
    { ...slow, ...telecom, count: plan.telecom.cleared, recovered: 34 },
    { ...criminal, ...telecom, count: plan.telecom.open, recovered: 5 },
    { ...slow, categories: MAJOR, count: plan.major.cleared },
    { ...slow, categories: SNATCHING, count: Math.round(plan.major.cleared / 5) },
    { ...criminal, categories: MAJOR, count: plan.major.open },
    { ...slow, categories: OTHER, count: plan.other.cleared },
    { ...criminal, categories: OTHER, count: plan.other.open },
  ];
  return batches.filter(({ count }) => count > 0);
}

const overNewYear = (year: number) =>
  ({
    opened: [`${year}-12-30`, `${year}-12-31`],
    cleared: [`${year + 1}-01-01`, `${year + 1}-01-01`],
  }) as const satisfies Pick<CaseBatch, 'opened' | 'cleared'>;
