import { holdsUnknown } from '../kubernetes-object/unknown';
import { at, flagAt, isUnknownAt, listAt, numberAt, textAt } from '../kubernetes-object/value';
import type { Json } from '../model';
import { oncePer } from '../once';
import { field, isObject, type JsonObject } from '../plan/json';

/** How pods of one version start and stop, as far as their specification shows. */

/** A pod specification inside a workload, or of a Pod itself. */
export function podSpecOf(object: Json | null): Json | undefined {
  return (
    at(object, 'spec', 'template', 'spec') ??
    at(object, 'spec', 'jobTemplate', 'spec', 'template', 'spec') ??
    (at(object, 'spec', 'containers') === undefined ? undefined : at(object, 'spec'))
  );
}

export const containersOf = (pod: Json | undefined): readonly Json[] => listAt(pod, 'containers');

/** All that start in a pod, those included that end before the others begin. */
export const allContainers = (pod: Json | undefined): readonly Json[] => [
  ...listAt(pod, 'initContainers'),
  ...containersOf(pod),
];

/** Containers that run beside the main ones for as long as the pod lives: those, and sidecars among the init containers. */
export const runningContainers = (pod: Json | undefined): readonly Json[] => [
  ...containersOf(pod),
  ...listAt(pod, 'initContainers').filter((container) => textAt(container, 'restartPolicy') === 'Always'),
];

export interface ContainerPort {
  readonly name: string | undefined;
  readonly number: string | undefined;
  readonly hostPort: number | undefined;
  readonly container: string;
}

/** Several rules ask. */
export const portsOf = (pod: Json | undefined): readonly ContainerPort[] => (isObject(pod) ? portsOfObject(pod) : []);

const portsOfObject = oncePer((pod: JsonObject): readonly ContainerPort[] => {
  const onHost = flagAt(pod, 'hostNetwork') === true;
  return runningContainers(pod).flatMap((container) =>
    listAt(container, 'ports').map((port) => {
      const given = numberAt(port, 'hostPort');
      const number = textAt(port, 'containerPort');
      const hostPort = onHost ? Number(number) : given === 0 ? undefined : given;
      return { name: textAt(port, 'name'), number, hostPort, container: textAt(container, 'name') ?? '' };
    }),
  );
});

/**
 * The containers that users talk to: those that own a port which a Service sends to, else those that declare any port,
 * else all of them.
 */
export function servingContainers(pod: Json | undefined, targetPorts: readonly string[]): readonly Json[] {
  const all = runningContainers(pod);
  const owning = (wanted: (port: Json) => boolean): readonly Json[] =>
    // Ports that are known only after apply may be any.
    all.filter((container) => holdsUnknown(field(container, 'ports')) || listAt(container, 'ports').some(wanted));
  const targeted = owning(
    (port) =>
      targetPorts.includes(textAt(port, 'name') ?? '') || targetPorts.includes(textAt(port, 'containerPort') ?? ''),
  );
  if (targeted.length > 0) return targeted;
  const declaring = owning(() => true);
  return declaring.length > 0 ? declaring : all;
}

export type Drain =
  | { readonly kind: 'seconds'; readonly seconds: number }
  | { readonly kind: 'unknown-length'; readonly container: string }
  | { readonly kind: 'missing'; readonly container: string };

/** How long the pods go on serving after they were told to stop: the shortest of all containers that serve. */
export function drainOf(pod: Json | undefined, targetPorts: readonly string[]): Drain {
  const grace = numberAt(pod, 'terminationGracePeriodSeconds') ?? 30;
  const drains = servingContainers(pod, targetPorts).map((container) => containerDrain(container, grace));
  const missing = drains.find(({ kind }) => kind === 'missing');
  const vague = drains.find(({ kind }) => kind === 'unknown-length');
  if (missing !== undefined || vague !== undefined) return (missing ?? vague) as Drain;
  const seconds = drains.map((drain) => (drain.kind === 'seconds' ? drain.seconds : 0));
  return seconds.length === 0 ? { kind: 'missing', container: '' } : { kind: 'seconds', seconds: Math.min(...seconds) };
}

function containerDrain(container: Json, grace: number): Drain {
  const name = textAt(container, 'name') ?? '';
  const preStop = at(container, 'lifecycle', 'preStop');
  if (preStop === undefined) return { kind: 'missing', container: name };
  const seconds = numberAt(preStop, 'sleep', 'seconds') ?? sleepIn(listAt(preStop, 'exec', 'command').map(String));
  if (seconds === undefined) return { kind: 'unknown-length', container: name };
  const counted = Math.min(seconds, grace);
  return counted > 0 ? { kind: 'seconds', seconds: counted } : { kind: 'missing', container: name };
}

/** Seconds of a `sleep N` anywhere in a command, its words or a shell line; undefined when there is none. */
export function sleepIn(command: readonly string[]): number | undefined {
  const found = /(?:^|[\s;&|(/])sleep\s+(\d+(?:\.\d+)?)(s|m)?(?=$|[\s;&|)])/.exec(command.join(' '));
  if (found === null) return undefined;
  return Number(found[1]) * (found[2] === 'm' ? 60 : 1);
}

/** A serving container of which nobody can tell yet whether a probe holds it back. */
export function probeHidden(pod: Json | undefined, targetPorts: readonly string[]): boolean {
  if (isUnknownAt(pod, 'containers') || runningContainers(pod).some((container) => isUnknownAt(container))) return true;
  return servingContainers(pod, targetPorts).some(
    (container) =>
      ['readinessProbe', 'startupProbe'].some((probe) => isUnknownAt(container, probe)) &&
      at(container, 'readinessProbe') === undefined &&
      at(container, 'startupProbe') === undefined,
  );
}

/**
 * A serving container that gets traffic as soon as it runs; undefined when every one is held back by a probe. A startup
 * probe holds readiness back as well. Source: UpdatePodStatus in `pkg/kubelet/prober/prober_manager.go`.
 */
export function unprobedContainer(pod: Json | undefined, targetPorts: readonly string[]): string | undefined {
  const bare = servingContainers(pod, targetPorts).find(
    (container) => at(container, 'readinessProbe') === undefined && at(container, 'startupProbe') === undefined,
  );
  return bare === undefined ? undefined : (textAt(bare, 'name') ?? '');
}
