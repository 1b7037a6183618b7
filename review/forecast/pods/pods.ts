import { holdsUnknown } from '../../kubernetes-object/unknown';
import { at, flagAt, isUnknownAt, listAt, numberAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { oncePer } from '../../once';
import { field, isObject, type JsonObject } from '../../plan/json';
import { isNumber } from '../services/service-ports';
import { sleepIn } from './sleep';

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
  ...listAt(pod, 'initContainers').filter(isSidecar),
];

/** Only an init container has a restart policy of its own. */
const isSidecar = (container: Json): boolean => textAt(container, 'restartPolicy') === 'Always';

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
 * else all of them. A number that none declares may be listened on by each.
 */
function servingContainers(pod: Json | undefined, targetPorts: readonly string[]): readonly Json[] {
  const all = runningContainers(pod);
  const hidden = (container: Json): boolean => holdsUnknown(field(container, 'ports'));
  const declares =
    (target: string) =>
    (container: Json): boolean =>
      listAt(container, 'ports').some(
        (port) => textAt(port, 'name') === target || textAt(port, 'containerPort') === target,
      );
  const owning = (target: string): readonly Json[] => all.filter(declares(target));
  if (targetPorts.some((target) => isNumber(target) && owning(target).length === 0) && !all.some(hidden)) return all;
  // Ports that are known only after apply may be any.
  const targeted = all.filter((one) => targetPorts.some((target) => declares(target)(one)) || hidden(one));
  if (targeted.length > 0) return withThoseBehind(targeted, pod);
  const declaring = all.filter((container) => listAt(container, 'ports').length > 0);
  return declaring.length > 0 ? withThoseBehind(declaring, pod) : all;
}

/** A sidecar that serves is there for the main containers, which answer what it passes on. */
const withThoseBehind = (serving: readonly Json[], pod: Json | undefined): readonly Json[] =>
  serving.some(isSidecar) ? [...new Set([...containersOf(pod), ...serving])] : serving;

export type Drain =
  | { readonly kind: 'seconds'; readonly seconds: number }
  | { readonly kind: 'unknown-length'; readonly container: string }
  | { readonly kind: 'missing'; readonly container: string };

/** How long the pods go on serving after they were told to stop: the shortest of all containers that serve. */
export function drainOf(pod: Json | undefined, targetPorts: readonly string[]): Drain {
  const grace = numberAt(pod, 'terminationGracePeriodSeconds') ?? 30;
  const drains = servingContainers(pod, targetPorts).map((container) =>
    isSidecar(container) ? sidecarDrain(container, pod, grace) : containerDrain(container, grace),
  );
  const missing = drains.find(({ kind }) => kind === 'missing');
  const vague = drains.find(({ kind }) => kind === 'unknown-length');
  if (missing !== undefined || vague !== undefined) return (missing ?? vague) as Drain;
  const seconds = drains.map((drain) => (drain.kind === 'seconds' ? drain.seconds : 0));
  return seconds.length === 0 ? { kind: 'missing', container: '' } : { kind: 'seconds', seconds: Math.min(...seconds) };
}

/**
 * A sidecar is told to stop when all main containers have ended, however long its own preStop took. Source:
 * terminationOrdering in `pkg/kubelet/kuberuntime/kuberuntime_termination_order.go`.
 */
function sidecarDrain(sidecar: Json, pod: Json | undefined, grace: number): Drain {
  const secondsOf = (drain: Drain): number => (drain.kind === 'seconds' ? drain.seconds : 0);
  const own = containerDrain(sidecar, grace);
  const seconds = Math.max(secondsOf(own), ...containersOf(pod).map((one) => secondsOf(containerDrain(one, grace))));
  return seconds > 0 ? { kind: 'seconds', seconds } : own;
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

interface Unprobed {
  /** Is there a serving container of which nobody can tell yet whether a probe holds it back? */
  readonly hidden: boolean;
  /** A serving container that gets traffic as soon as it runs; undefined when every one is held back, or one is hidden. */
  readonly bare: string | undefined;
}

/**
 * Which serving containers no probe holds back. A startup probe holds readiness back as well. Source: UpdatePodStatus in
 * `pkg/kubelet/prober/prober_manager.go`.
 */
export function unprobedContainers(pod: Json | undefined, targetPorts: readonly string[]): Unprobed {
  const unprobed = servingContainers(pod, targetPorts).filter((container) =>
    probes.every((probe) => at(container, probe) === undefined),
  );
  const hidden =
    isUnknownAt(pod, 'containers') ||
    runningContainers(pod).some((container) => isUnknownAt(container)) ||
    unprobed.some((container) => probes.some((probe) => isUnknownAt(container, probe)));
  const [first] = unprobed;
  return { hidden, bare: hidden || first === undefined ? undefined : (textAt(first, 'name') ?? '') };
}

const probes = ['readinessProbe', 'startupProbe'] as const;
