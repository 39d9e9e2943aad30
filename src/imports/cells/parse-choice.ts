import type { ChoiceColumn } from '../../datasets/columns.ts';
import { normaliseText } from '../../kernel/chinese.ts';
import { nearestWords } from '../matches/nearest-words.ts';
import { fault, type Reading } from '../rows/issue.ts';
import type { NormalisationCode } from '../rows/normalisation.ts';
import type { ParseCell } from './parse-cell.ts';

const ENUMERATOR =
  /^(?:\(?[0-9]{1,2}[.、)．:-]+|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、|[A-Z][.、)])/i;

/** What any word of a list may end in: 环境卫生类. */
const ENDINGS = ['类'];

/** So many words of a list are told, and of a longer one how many it has. */
const MOST_TOLD = 12;
/** What is longer is no word that was mistyped. */
const LONGEST_WORD = 30;

interface Word {
  readonly code: string;
  readonly notes: readonly NormalisationCode[];
}

/** A word of the list: its label, its code, another word for it, or one of them behind an enumerator (1.婚姻家庭). */
export function choiceParser({ choices, suffixes }: Pick<ChoiceColumn, 'choices' | 'suffixes'>): ParseCell {
  const words = wordsOf(choices, [...(suffixes ?? []), ...ENDINGS]);
  const labels = Object.values(choices).map(({ label }) => label.zh);
  const more = labels.length > MOST_TOLD ? `……（共${labels.length}项）` : '';
  const expected = `${labels.slice(0, MOST_TOLD).join('、')}${more}`;
  return (text): Reading<string> => {
    const key = choiceKey(text);
    const own = words.get(key);
    if (own !== undefined) return own.notes.length === 0 ? { value: own.code } : { value: own.code, notes: own.notes };
    const behind = words.get(key.replace(ENUMERATOR, ''));
    if (behind !== undefined) return { value: behind.code, notes: ['enumerator', ...behind.notes] };
    const loose = loosely(key.replace(ENUMERATOR, ''), words);
    if (loose !== undefined) return { value: loose, notes: ['choice_words'] };
    const candidates = text.length > LONGEST_WORD ? [] : nearestWords(text, labels);
    return fault('bad_choice', '不在可选项之中', 'not one of the choices', { expected, candidates });
  };
}

/** What says that the words before it do not hold, or not all. */
const DOUBT = /未|不|否|非|没|部分|拟|待|疑|或|暂|\?/;

/** 平安红利-医保补助, 邻里。, 婚姻家庭（离婚）, 劳动争议/劳资: one word of the list, and nothing that may be another. */
function loosely(key: string, words: ReadonlyMap<string, Word>): string | undefined {
  const plain = withoutJoints(key);
  const whole = words.get(plain);
  if (whole !== undefined) return whole.code;
  const parts = key.split(/[/、,;]/).map((part) => words.get(part)?.code);
  if (parts.length > 1 && new Set(parts).size === 1) return parts[0];
  const [, head = '', remark = ''] = /^([^()]+)\(([^()]+)\)$/.exec(plain) ?? [];
  if (head === '' || DOUBT.test(remark)) return undefined;
  const named = [remark, remark + head, head + remark].flatMap((word) => words.get(word)?.code ?? []);
  const own = words.get(head)?.code;
  return named.every((code) => code === own) ? own : undefined;
}

const withoutJoints = (key: string): string => key.replace(/[。.,;!]+$/, '').replace(/[-—_·:]/g, '');

function wordsOf(choices: ChoiceColumn['choices'], suffixes: readonly string[]): ReadonlyMap<string, Word> {
  const words = new Map<string, Word>();
  const entries = Object.entries(choices);
  const add = (word: string, code: string, notes: readonly NormalisationCode[]): void => {
    for (const key of [choiceKey(word), withoutJoints(choiceKey(word))])
      if (!words.has(key)) words.set(key, { code, notes });
  };
  for (const [code, { label }] of entries) for (const word of [label.zh, code, label.en]) add(word, code, []);
  for (const [code, { aliases }] of entries) for (const word of aliases) add(word, code, ['synonym']);
  for (const [code, { label, aliases }] of entries) {
    for (const word of [label.zh, ...aliases])
      for (const suffix of suffixes) add(`${word}${suffix}`, code, ['synonym']);
  }
  return words;
}

const choiceKey = (text: string): string =>
  normaliseText(text).replaceAll(' ', '').toLowerCase().replaceAll('其它', '其他');
