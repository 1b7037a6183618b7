import { listAt, textAt } from '../../kubernetes-object/value';
import { field, isObject } from '../../plan/json';
import type { Workload } from '../../model';
import { condition, effect, type Effect } from '../effect';
import { runningContainers } from '../pods/pods';
import type { Subject } from '../subject';
import { sideOf } from '../world';

/** Services that a release leaves without a pod or a way to one, by `namespace/name`, and the workload behind each. */
export type LostServices = ReadonlyMap<string, string>;

/** Services that led to workloads which this release takes away, for a moment or for good. */
export function lostServices(
  forecast: readonly { readonly subject: Subject; readonly workload: Workload }[],
): LostServices {
  return new Map(
    forecast
      .filter(({ workload }) => workload.forecast.impact === 'outage')
      .flatMap(({ subject: { worlds, namespace, labelsBefore }, workload: { kind, name } }) =>
        worlds.before
          .servicesFor(namespace, labelsBefore)
          .map((service) => [`${namespace}/${service.name ?? ''}`, `${kind} ${name ?? ''}`] as const),
      ),
  );
}

/** A workload that connects to what this release takes away: its own pods may well be ready no more. */
export function dependencyEffects(subject: Subject, lost: LostServices): readonly Effect[] {
  if (lost.size === 0 || subject.before === null || subject.after === null) return [];
  // Nobody connects to a Job; one that runs just then tries again.
  if (subject.kind.runsToCompletion) return [];
  const own = `${subject.object.kind} ${subject.object.name ?? ''}`;
  const found = new Map(
    settingsOf(subject).flatMap(({ where, hosts }) =>
      hosts.flatMap((host) => {
        const workload = lost.get(host);
        return workload === undefined || workload === own ? [] : [[workload, where] as const];
      }),
    ),
  );
  return [...found].map(([workload, where]) => ({
    ...effect(
      'outage',
      `It connects to ${workload}, which is away meanwhile.`,
      [where],
      [condition('its pods stay ready and answer all the same', 'none')],
    ),
    unready: true,
  }));
}

interface Setting {
  readonly where: string;
  /** Services that its value may name, as `namespace/name`. */
  readonly hosts: readonly string[];
}

/** The environment of the running containers, where its values stand in the plans. */
function settingsOf({ podBefore, worlds, namespace }: Subject): readonly Setting[] {
  return runningContainers(podBefore).flatMap((container) => {
    const title = `container ${textAt(container, 'name') ?? ''} > env`;
    const own = listAt(container, 'env').map((entry) => [textAt(entry, 'name'), field(entry, 'value')] as const);
    const fromMaps = listAt(container, 'envFrom').flatMap((source) => {
      const map = worlds.before.get('ConfigMap', namespace, textAt(source, 'configMapRef', 'name') ?? '');
      const data = map === undefined ? undefined : field(sideOf(map, 'before') ?? undefined, 'data');
      return isObject(data) ? Object.entries(data) : [];
    });
    return [...own, ...fromMaps].flatMap(([name, value]) =>
      name === undefined || typeof value !== 'string'
        ? []
        : [{ where: `${title} ${name}`, hosts: hostsIn(name, value, namespace) }],
    );
  });
}

/** A schema may be called like the Service in front of its database, so a name counts only where a host is meant. */
const hostSetting = /(HOST|HOSTS|HOSTNAME|URL|URI|ADDR|ADDRESS|ENDPOINT|SERVER|SERVERS|UPSTREAM|BROKERS)$/i;

/** Source: the names that cluster DNS gives a Service, `name`, `name.namespace` and `name.namespace.svc...`. */
function hostsIn(name: string, value: string, namespace: string): readonly string[] {
  if (!hostSetting.test(name) && !/:\/\/|:\d+$/.test(value)) return [];
  return value
    .split(/[^A-Za-z0-9.-]+/)
    .map((word) => word.split('.'))
    .filter((parts) => parts.length <= 2 || parts[2] === 'svc')
    .map(([service = '', inNamespace = namespace]) => `${inNamespace}/${service}`);
}
