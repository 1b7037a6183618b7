/**
 * Kubernetes' quantities: a decimal number with a binary suffix (Ki, Mi, ...), a decimal one (m, k, M, ...) or an exponent.
 * Source of the rule: k8s.io/apimachinery/pkg/api/resource.
 */
const pattern = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?\d+)?$/;

const factors: Readonly<Record<string, number>> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
};

/** The quantity as a number of its unit (cores, bytes, pods); undefined when the text is none. */
export function quantityOf(text: string): number | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, digits, suffix = ''] = match;
  const factor = /^[eE][+-]?\d+$/.test(suffix) ? Number(`1${suffix}`) : suffix === '' ? 1 : factors[suffix];
  return factor === undefined ? undefined : Number(digits) * factor;
}

/** Cores in the form Kubernetes itself writes: whole cores plain, parts in thousandths. */
export function cpuQuantity(cores: number): string {
  const thousandths = Math.ceil(cores * 1000 - 1e-6);
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
}

/** Bytes in the form Kubernetes itself writes: the largest binary suffix that leaves a whole number. */
export function bytesQuantity(bytes: number): string {
  let amount = Math.ceil(bytes);
  for (const suffix of ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi']) {
    if (amount === 0 || amount % 1024 !== 0) return `${amount}${suffix}`;
    amount /= 1024;
  }
  return `${amount}Ei`;
}
