import Fraction from 'fraction.js';
import { AnlanError } from './errors.ts';

/** An exact rational number of any size. */
export type Exact = Fraction;

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * A number, integer or plain decimal text as an exact value; a double stands for its shortest decimal form.
 * @throws AnlanError INTERNAL for what is no finite decimal
 */
export function exact(value: number | bigint | string): Exact {
  if (typeof value === 'bigint') return new Fraction(value, 1n);
  const match = DECIMAL.exec(String(value));
  if (match === null) throw notANumber(value);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  const shift = Number(exponent) - fraction.length;
  return shift >= 0 ? new Fraction(digits * 10n ** BigInt(shift), 1n) : new Fraction(digits, 10n ** BigInt(-shift));
}

export const ZERO: Exact = exact(0);
export const ONE: Exact = exact(1);
export const HUNDRED: Exact = exact(100);

/** a / b. @throws AnlanError INTERNAL when b is 0 */
export function ratio(a: number | bigint | string | Exact, b: number | bigint | string | Exact): Exact {
  return over(asExact(a), asExact(b));
}

export function plus(a: Exact, b: Exact): Exact {
  return a.add(b);
}

export function minus(a: Exact, b: Exact): Exact {
  return a.sub(b);
}

export function times(a: Exact, b: Exact): Exact {
  return a.mul(b);
}

/** a / b. @throws AnlanError INTERNAL when b is 0 */
export function over(a: Exact, b: Exact): Exact {
  if (isZero(b)) throw new AnlanError('INTERNAL', 'expected a denominator other than 0');
  return a.div(b);
}

export function negate(x: Exact): Exact {
  return x.neg();
}

export function absolute(x: Exact): Exact {
  return x.abs();
}

export function compare(a: Exact, b: Exact): -1 | 0 | 1 {
  const order = a.compare(b);
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

export function isZero(x: Exact): boolean {
  return x.n === 0n;
}

export function isWhole(x: Exact): boolean {
  return x.d === 1n;
}

/** Half away from zero: 2.5 becomes 3, -2.5 becomes -3. @param decimals may be negative: -2 rounds to hundreds */
export function roundHalfUp(x: Exact, decimals: number): Exact {
  const rounded = scaledHalfUp(x, decimals);
  return decimals >= 0
    ? new Fraction(rounded, 10n ** BigInt(decimals))
    : new Fraction(rounded * 10n ** BigInt(-decimals), 1n);
}

/** The decimal text with so many decimals, rounded half away from zero: 1304/1327*100 with 2 is '98.27'. */
export function toFixed(x: Exact, decimals: number): string {
  const rounded = scaledHalfUp(x, decimals);
  const sign = rounded < 0n ? '-' : '';
  const digits = String(rounded < 0n ? -rounded : rounded).padStart(decimals + 1, '0');
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The nearest double. */
export function toNumber(x: Exact): number {
  const numerator = x.s * x.n;
  if (x.n <= MAX_SAFE && x.d <= MAX_SAFE) return Number(numerator) / Number(x.d);
  return Number(significant(x));
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

function significant(x: Exact): string {
  const places = 40 - (String(x.n).length - String(x.d).length);
  const shifted = places >= 0 ? (x.n * 10n ** BigInt(places)) / x.d : x.n / (x.d * 10n ** BigInt(-places));
  return `${x.s < 0n ? '-' : ''}${shifted}e${-places}`;
}

function scaledHalfUp(x: Exact, decimals: number): bigint {
  const numerator = decimals >= 0 ? x.n * 10n ** BigInt(decimals) : x.n;
  const denominator = decimals >= 0 ? x.d : x.d * 10n ** BigInt(-decimals);
  const magnitude = (2n * numerator + denominator) / (2n * denominator);
  return x.s < 0n ? -magnitude : magnitude;
}

function asExact(value: number | bigint | string | Exact): Exact {
  return typeof value === 'object' ? value : exact(value);
}

function notANumber(value: unknown): AnlanError {
  return new AnlanError('INTERNAL', `expected a finite decimal number, got ${JSON.stringify(String(value))}`, {
    found: String(value),
  });
}
