import type { DeploymentV1SpecTemplateSpecContainerReadinessProbe } from '@cdktf/provider-kubernetes/lib/deployment-v1';

/** How the kubelet asks: a page of the container, or a program in it that ends with 0. */
type Question = { readonly path: string } | { readonly command: readonly string[] };

export interface ProbeTiming {
  /** @default 5 */
  readonly periodSeconds?: number;
  /** @default 2 */
  readonly timeoutSeconds?: number;
  /** Failures in a row that count. @default 3 */
  readonly failureThreshold?: number;
}

export type Probe = Question & ProbeTiming;

const timingOf = ({ periodSeconds = 5, timeoutSeconds = 2, failureThreshold = 3 }: ProbeTiming) => ({
  periodSeconds,
  timeoutSeconds,
  failureThreshold,
});

/** Seconds that may pass before it has failed for good. */
export function longestSeconds(probe: Probe): number {
  const { periodSeconds, failureThreshold } = timingOf(probe);
  return periodSeconds * failureThreshold;
}

/** Every field that Kubernetes would default is written down, so that a plan shows what really applies. */
export function probeOf(probe: Probe, port: number): DeploymentV1SpecTemplateSpecContainerReadinessProbe {
  const timing = { ...timingOf(probe), successThreshold: 1 };
  return 'command' in probe
    ? { ...timing, exec: { command: [...probe.command] } }
    : { ...timing, httpGet: { path: probe.path, port: String(port), scheme: 'HTTP' } };
}
