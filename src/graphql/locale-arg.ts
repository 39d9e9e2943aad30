import type { Builder } from './builder.ts';
import type { Words } from './words.ts';

/** `locale: Locale! = ZH` */
export const localeArg = (builder: Builder, words: Words) =>
  builder.args((t) => ({
    locale: t.field({
      type: words.locale,
      required: true,
      defaultValue: 'zh',
      description: 'Language of the words; Chinese when left out.',
    }),
  }));
