import type { RegionLevel } from './region.ts';

const LEVELS = [
  { level: 'province', digits: 2 },
  { level: 'city', digits: 4 },
  { level: 'county', digits: 6 },
  { level: 'township', digits: 9 },
  { level: 'village', digits: 12 },
] as const satisfies readonly { level: RegionLevel; digits: number }[];

/** '350205', '350205002' and '350205002214' with their 12 digits; null for anything but 2, 4, 6, 9 or 12 digits. */
export function twelveDigits(code: string): string | null {
  return /^\d+$/.test(code) && LEVELS.some(({ digits }) => digits === code.length) ? code.padEnd(12, '0') : null;
}

/** The level that a 12-digit code says of itself; null for other codes. */
export function levelOfCode(code: string): RegionLevel | null {
  if (!/^\d{12}$/.test(code)) return null;
  return LEVELS.find(({ digits }) => /^0*$/.test(code.slice(digits)))?.level ?? null;
}

/** The codes above a 12-digit code, nearest first: of 350205002214 these are 350205002000, 350205000000, 350200000000, 350000000000. */
export function codesAbove(code: string): readonly string[] {
  const level = levelOfCode(code);
  const depth = LEVELS.findIndex((step) => step.level === level);
  return LEVELS.slice(0, Math.max(depth, 0))
    .map(({ digits }) => code.slice(0, digits).padEnd(12, '0'))
    .reverse();
}
