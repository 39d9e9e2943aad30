import { isCalendarDay } from '../../kernel/day.ts';

/** Numbers that stand for one person, as they occur in running text. Digits are half-width. */
export interface Identifier {
  readonly kind: 'identity' | 'mobile' | 'landline' | 'bank' | 'mail' | 'account' | 'name' | 'address';
  readonly pattern: RegExp;
  /** Whether what the pattern found is one indeed. */
  readonly holds: (digits: string) => boolean;
}

const always = (): boolean => true;

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧庄洪柯施颜温纪连游翁池康涂童';
const ROLES =
  '当事人|申请人|被申请人|户主|报警人|报案人|联系人|投诉人|举报人|受害人|被害人|嫌疑人|反映人|求助人|信访人|来访人|上访人|纠纷人|甲方|乙方|伤者|死者';

/** In order: the longer number is looked for first. */
export const IDENTIFIERS: readonly Identifier[] = [
  { kind: 'identity', pattern: /(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![\dA-Za-z])/g, holds: isIdentityNumber },
  { kind: 'bank', pattern: /(?<!\d)[3-6]\d{3}(?:[ -]?\d{4}){2}(?:[ -]?\d{1,4}){1,2}(?!\d)/g, holds: isBankCard },
  { kind: 'identity', pattern: /(?<!\d)\d{15}(?!\d)/g, holds: isOldIdentityNumber },
  { kind: 'mobile', pattern: /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)/g, holds: always },
  {
    kind: 'landline',
    pattern: /(?<!\d)(?:\(0\d{2,3}\)[ -]?|0\d{2,3}[ -]?)[2-8]\d{6,7}(?:(?:-|转)\d{1,5})?(?!\d)/g,
    holds: always,
  },
  { kind: 'mail', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, holds: always },
  { kind: 'account', pattern: /(?:微信号?|QQ号?|qq号?)[:： ]?[A-Za-z0-9_-]{5,20}/g, holds: always },
  {
    kind: 'name',
    pattern: new RegExp(
      `(?<=(?:${ROLES})(?:姓名)?[:： ]?)[${SURNAMES}][\\u4e00-\\u9fff·]{1,2}(?=[，,。；;、：:\\s()（）与和及诉系反]|$)`,
      'g',
    ),
    holds: always,
  },
  {
    kind: 'address',
    pattern:
      /[\u4e00-\u9fffA-Za-z\d]{0,24}?\d+号?[A-Za-z\d]{0,3}(?:栋|幢|座|号楼)(?:[A-Za-z\d]{1,3}单元)?\d{2,4}(?:室|房|户)?|[\u4e00-\u9fff]{2,20}(?:路|街|巷|弄|里)\d+号(?:之\d+)?\d{2,4}(?:室|房)/g,
    holds: always,
  },
];

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;
const BORN_OF_AGE = 2008;

/**
 * GB 11643: eighteen digits with a day of birth and a check digit. Without the right check digit it is taken for a mistyped
 * one if its owner would be of age; otherwise for a serial number with a recent date in it.
 */
export function isIdentityNumber(text: string): boolean {
  const digits = text.replace(/[ -]/g, '').toUpperCase();
  if (!isProvince(digits) || !isBirthday(digits.slice(6, 14))) return false;
  return hasCheckDigit(digits) || digits.endsWith('X') || Number(digits.slice(6, 10)) < BORN_OF_AGE;
}

/** The last sign is the check digit of ISO 7064, MOD 11-2. */
export function hasCheckDigit(digits: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return CHECKS[sum % 11] === digits[17];
}

function isOldIdentityNumber(digits: string): boolean {
  return isProvince(digits) && isBirthday(`19${digits.slice(6, 12)}`);
}

const isProvince = (digits: string): boolean => /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/.test(digits);

function isBirthday(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  return year >= FIRST_YEAR && year < LAST_YEAR && isCalendarDay(year, month, day);
}

const SHORTEST_CARD = 16;
const LONGEST_CARD = 19;

/** Sixteen to nineteen digits that satisfy Luhn. */
function isBankCard(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  if (digits.length < SHORTEST_CARD || digits.length > LONGEST_CARD) return false;
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const doubled = at % 2 === 0 ? Number(digit) : 2 * Number(digit);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
