/** A word shown to people, in Chinese and in English. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

export const LOCALES = ['zh', 'en'] as const;

export type Locale = (typeof LOCALES)[number];

export function label(zh: string, en: string): Label {
  return { zh, en };
}

export function inLocale(words: Label, locale: Locale): string {
  return words[locale];
}
