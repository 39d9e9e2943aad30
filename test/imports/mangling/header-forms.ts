import type { Dice } from './clean-rows.ts';

/** A header as people write it. */
export function headerOf(words: readonly string[], unit: string | null, dice: Dice): string {
  const word = dice.pick(words);
  const styled = dice.pick(STYLES)(word, dice);
  if (unit === null) return dice.pick(ENDINGS)(styled);
  return dice.pick([`${styled}（${unit}）`, `${styled}(${unit})`, `${styled}\n（${unit}）`, `${styled} [${unit}]`]);
}

type Style = (word: string, dice: Dice) => string;

const chinese = (word: string): boolean => /[\u4e00-\u9fff]/.test(word);

const STYLES: readonly Style[] = [
  (word) => word,
  (word) => word,
  (word) => (chinese(word) ? [...word].join(' ') : word.toUpperCase()),
  (word, dice) => {
    const at = dice.between(1, Math.max(1, word.length - 1));
    return chinese(word) ? `${word.slice(0, at)}${dice.pick(['\n', '\u3000', ' '])}${word.slice(at)}` : word;
  },
  (word) => word.replaceAll('（', '(').replaceAll('）', ')'),
  (word) => word.replaceAll('（', '【').replaceAll('）', '】').replaceAll('、', '/'),
];

const ENDINGS: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => word,
  (word) => `*${word}`,
  (word) => `${word}*`,
  (word) => `${word}：`,
  (word) => `${word}（必填）`,
  (word) => ` ${word} `,
];
