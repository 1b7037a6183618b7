/** Kubernetes' IntOrString: a number of pods, or a share of all as `25%`. Source: apimachinery `util/intstr`. */
export type IntOrPercent = number | string;

/** Pods meant by a value out of `total`; undefined when it is neither a whole number nor a percentage. */
export function scaled(value: IntOrPercent, total: number, rounding: 'up' | 'down'): number | undefined {
  const text = String(value).trim();
  const share = /^(\d{1,6})%$/.exec(text);
  if (share) {
    const pods = (Number(share[1]) * total) / 100;
    return rounding === 'up' ? Math.ceil(pods) : Math.floor(pods);
  }
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
