import { AnlanError } from './errors.ts';

/** In percent, 0 to 100. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Interval of a proportion of k in n, in percent; null when n is not positive or k is not between 0 and n.
 * Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209-212.
 * @throws AnlanError BAD_USER_INPUT unless 0 < level < 1
 */
export function wilson(k: number, n: number, level = 0.95): Bounds | null {
  const z = criticalValue(level);
  if (!(n > 0 && k >= 0 && k <= n)) return null;
  const p = k / n;
  const z2 = z * z;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return {
    low: k === 0 ? 0 : Math.max(0, Math.min(p, centre - half)) * 100,
    high: k === n ? 100 : Math.min(1, Math.max(p, centre + half)) * 100,
  };
}

/** Wilson interval of a survey rate (percent) found among n answers; null when n is not positive or the rate not 0 to 100. */
export function sampleInterval(ratePercent: number, n: number, level = 0.95): Bounds | null {
  const k = ratePercent === 100 ? n : (ratePercent / 100) * n;
  return wilson(k, n, level);
}

/**
 * Whether two survey rates (percent) differ at the level: the interval of their difference leaves out 0.
 * Newcombe, R. G. (1998), Interval estimation for the difference between independent proportions, method 10,
 * Statistics in Medicine 17, 873-890. Null when one of the intervals is.
 */
export function ratesDiffer(rateA: number, nA: number, rateB: number, nB: number, level = 0.95): boolean | null {
  const [high, low] =
    rateA >= rateB
      ? [
          { rate: rateA, bounds: sampleInterval(rateA, nA, level) },
          { rate: rateB, bounds: sampleInterval(rateB, nB, level) },
        ]
      : [
          { rate: rateB, bounds: sampleInterval(rateB, nB, level) },
          { rate: rateA, bounds: sampleInterval(rateA, nA, level) },
        ];
  if (high.bounds === null || low.bounds === null) return null;
  return high.rate - low.rate > Math.hypot(high.rate - high.bounds.low, low.bounds.high - low.rate);
}

/**
 * The z with the probability below it under the standard normal distribution, to about 1e-15.
 * Wichura, M. J. (1988), Algorithm AS 241, Applied Statistics 37, 477-484.
 * @throws AnlanError BAD_USER_INPUT unless 0 < probability < 1
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new AnlanError('BAD_USER_INPUT', `expected a probability between 0 and 1, got ${probability}`);
  }
  const q = probability - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE[0], r)) / polynomial(CENTRE[1], r);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? probability : 1 - probability));
  const [table, x] = r <= 5 ? ([MIDDLE, r - 1.6] as const) : ([TAIL, r - 5] as const);
  return (Math.sign(q) * polynomial(table[0], x)) / polynomial(table[1], x);
}

function criticalValue(level: number): number {
  if (!(level > 0 && level < 1)) {
    throw new AnlanError('BAD_USER_INPUT', `expected a confidence level between 0 and 1, got ${level}`, { level });
  }
  return normalQuantile(0.5 + level / 2);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

const CENTRE = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852546,
  ],
] as const;

const MIDDLE = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
] as const;

const TAIL = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
] as const;
