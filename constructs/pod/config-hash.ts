import { createHash } from 'node:crypto';

/** Annotation of the pod template that changes with the configuration: Kubernetes restarts no pod for a ConfigMap alone. */
export const configHashAnnotation = 'plimsoll.dev/config-hash';

/** Equal for equal settings in whatever order they were written. */
export function configHash(config: Readonly<Record<string, string>>): string {
  const entries = Object.entries(config).sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 16);
}
