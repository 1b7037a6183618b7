/**
 * Go durations (`1h30m`, `90m`, `1.5h`), exactly: whole nanoseconds. Rules: Go's time.ParseDuration, which Terraform's
 * timeouts and Kubernetes' metav1.Duration use. A bare number other than 0 is no duration.
 */
const units: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 10n ** 3n],
  ['µs', 10n ** 3n],
  ['ms', 10n ** 6n],
  ['s', 10n ** 9n],
  ['m', 60n * 10n ** 9n],
  ['h', 3600n * 10n ** 9n],
]);

const whole = /^[+-]?(?:(?:\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})(?:ns|us|µs|ms|s|m|h))+$/;

/** Undefined when the text is no duration. */
function durationInNanoseconds(text: string): bigint | undefined {
  if (text === '0') return 0n;
  if (text.length > 60 || !whole.test(text)) return undefined;
  let sum = 0n;
  for (const [, number = '', unit = ''] of text.matchAll(/([\d.]+)(ns|us|µs|ms|s|m|h)/g)) {
    const [digits = '', fraction = ''] = number.split('.');
    sum += (BigInt(digits + fraction) * (units.get(unit) as bigint)) / 10n ** BigInt(fraction.length);
  }
  return text.startsWith('-') ? -sum : sum;
}

/** Undefined when the text is no duration. */
export function durationInSeconds(text: string): number | undefined {
  const length = durationInNanoseconds(text);
  return length === undefined ? undefined : Number(length) / 1e9;
}

/** Both are durations and equally long. */
export function sameDuration(one: string, other: string): boolean {
  const length = durationInNanoseconds(one);
  return length !== undefined && length === durationInNanoseconds(other);
}

/** A time limit as Terraform's `timeouts` blocks write it. */
export function terraformDuration(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
