/**
 * Kubernetes' quantities, exactly: whole numbers of billionths, so that `1000m`, `1`, `1.0` and `1e0` are one value.
 * Rules: k8s.io/apimachinery pkg/api/resource `Quantity`: a signed decimal with a binary suffix (Ki to Ei), a decimal
 * suffix (n, u, m, k, M, G, T, P, E) or a decimal exponent; below a billionth it rounds up, away from zero.
 */
const one = 10n ** 9n;

const suffixes: ReadonlyMap<string, bigint> = new Map([
  ['n', 1n],
  ['u', 10n ** 3n],
  ['m', 10n ** 6n],
  ['', one],
  ['k', one * 10n ** 3n],
  ['M', one * 10n ** 6n],
  ['G', one * 10n ** 9n],
  ['T', one * 10n ** 12n],
  ['P', one * 10n ** 15n],
  ['E', one * 10n ** 18n],
  ['Ki', one * 2n ** 10n],
  ['Mi', one * 2n ** 20n],
  ['Gi', one * 2n ** 30n],
  ['Ti', one * 2n ** 40n],
  ['Pi', one * 2n ** 50n],
  ['Ei', one * 2n ** 60n],
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

/** Cores, bytes or pods as a number to measure with and to show; to compare two, compare them exactly. */
export function quantityOf(text: string): number | undefined {
  const value = quantityInBillionths(text);
  return value === undefined ? undefined : Number(value / one) + Number(value % one) / Number(one);
}

/** Both are quantities and worth the same. */
export function sameQuantity(first: string, other: string): boolean {
  const value = quantityInBillionths(first);
  return value !== undefined && value === quantityInBillionths(other);
}

/** Cores in the form Kubernetes itself writes: whole cores plain, parts in thousandths, rounded up. */
export function cpuQuantity(billionths: bigint): string {
  const thousandths = roundedUp(billionths, one / 1000n);
  return thousandths % 1000n === 0n ? String(thousandths / 1000n) : `${thousandths}m`;
}

/** Bytes in the form Kubernetes itself writes: the largest binary suffix that leaves a whole number. */
export function bytesQuantity(billionths: bigint): string {
  let amount = roundedUp(billionths, one);
  for (const suffix of ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi']) {
    if (amount === 0n || amount % 1024n !== 0n) return `${amount}${suffix}`;
    amount /= 1024n;
  }
  return `${amount}Ei`;
}

const roundedUp = (value: bigint, unit: bigint): bigint => (value + unit - 1n) / unit;
