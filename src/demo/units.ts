/** A unit of county level, or one town of it, and the villages where its records may lie. */
export interface Unit {
  /** 12 digits. */
  readonly code: string;
  readonly villages: readonly string[];
}

export const FUJIAN = '350000000000';
export const PUTIAN = '350300000000';
export const XIAMEN = '350200000000';
export const ZHANGZHOU = '350600000000';
export const QUANZHOU = '350500000000';
export const JINJIANG = '350582000000';

/** What the printed figures of the demo are about. */
export const ZONE = '350599000000';
export const ANHAI = '350582101000';
export const HAICANG = '350205000000';
export const JIMEI = '350211000000';
export const SANMING = '350400000000';
export const JIANNING = '350430000000';
export const TAIZHOU = '331000000000';

/** How much happens in a unit in a year, in round numbers: by its villages, less where nothing is printed of the city. */
export function sizeOf({ code, villages }: Unit): number {
  const told = code.slice(0, 4) === QUANZHOU.slice(0, 4);
  return Math.max(24, Math.min(260, villages.length)) * (told ? 0.38 : 0.15);
}
