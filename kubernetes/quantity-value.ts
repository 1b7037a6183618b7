/**
 * A Kubernetes quantity as an exact number of billionths, so that `1000m`, `1`, `1.0` and `1e0` are one value.
 * Rules: k8s.io/apimachinery pkg/api/resource `Quantity`: a signed decimal with a binary suffix (Ki to Ei), a decimal
 * suffix (n, u, m, k, M, G, T, P, E) or a decimal exponent; below a billionth it rounds up, away from zero.
 */
const suffixes: ReadonlyMap<string, bigint> = new Map([
  ['n', 1n],
  ['u', 10n ** 3n],
  ['m', 10n ** 6n],
  ['', 10n ** 9n],
  ['k', 10n ** 12n],
  ['M', 10n ** 15n],
  ['G', 10n ** 18n],
  ['T', 10n ** 21n],
  ['P', 10n ** 24n],
  ['E', 10n ** 27n],
  ['Ki', 10n ** 9n * 2n ** 10n],
  ['Mi', 10n ** 9n * 2n ** 20n],
  ['Gi', 10n ** 9n * 2n ** 30n],
  ['Ti', 10n ** 9n * 2n ** 40n],
  ['Pi', 10n ** 9n * 2n ** 50n],
  ['Ei', 10n ** 9n * 2n ** 60n],
]);

const shape = /^([+-]?)(\d{1,40})?(?:\.(\d{0,40}))?(?:([eE][+-]?\d{1,2})|([numkMGTPE]|[KMGTPE]i)?)$/;

/** Undefined when the text is no quantity. */
export function quantityInBillionths(text: string): bigint | undefined {
  const match = shape.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent, suffix = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  let numerator = BigInt(whole + fraction) * (suffixes.get(exponent ? '' : suffix) as bigint);
  let denominator = 10n ** BigInt(fraction.length);
  const power = exponent ? Number(exponent.slice(1)) : 0;
  if (power >= 0) numerator *= 10n ** BigInt(power);
  else denominator *= 10n ** BigInt(-power);
  const roundedUp = (numerator + denominator - 1n) / denominator;
  return sign === '-' ? -roundedUp : roundedUp;
}

/** Both are quantities and worth the same. */
export function sameQuantity(one: string, other: string): boolean {
  const value = quantityInBillionths(one);
  return value !== undefined && value === quantityInBillionths(other);
}
