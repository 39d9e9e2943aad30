import { GRAINS, type Grain } from '../../client/periods.ts';

export type Language = 'zh' | 'en';

/** Everything that a shared address says. The key is never part of it. */
export interface Address {
  readonly region: string | null;
  readonly period: string | null;
  /** Code of a theme; null is the overview of all. */
  readonly theme: string | null;
  /** The indicator looked at in depth. */
  readonly indicator: string | null;
  readonly grain: Grain | null;
  /** The column of a breakdown. */
  readonly by: string | null;
  /** A day, `2022-03-09`: data and tree of then. */
  readonly asOf: string | null;
  /** `region/indicator` whose explanation is open. */
  readonly explain: string | null;
  readonly lang: Language;
}

const TEXTS = ['region', 'period', 'theme', 'indicator', 'by', 'asOf', 'explain'] as const;

export function readAddress(search: string, preferred: Language): Address {
  const given = new URLSearchParams(search);
  const text = (name: string): string | null => given.get(name) || null;
  const lang = given.get('lang');
  return {
    region: text('region'),
    period: text('period'),
    theme: text('theme'),
    indicator: text('indicator'),
    grain: GRAINS.find((grain) => grain === given.get('grain')) ?? null,
    by: text('by'),
    asOf: text('asOf'),
    explain: text('explain'),
    lang: lang === 'zh' || lang === 'en' ? lang : preferred,
  };
}

export function writeAddress(address: Address): string {
  const given = new URLSearchParams();
  for (const name of TEXTS) {
    const value = address[name];
    if (value !== null) given.set(name, value);
  }
  if (address.grain !== null) given.set('grain', address.grain);
  given.set('lang', address.lang);
  // Slashes and colons may stand in a query as they are, and read better.
  return `?${given.toString().replaceAll('%2F', '/').replaceAll('%3A', ':')}`;
}
