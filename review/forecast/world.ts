import type { Labels, Selector } from '../../kubernetes/selectors';
import { selects } from '../../kubernetes/selectors';
import { at, holdsUnknownAt, listAt, textAt } from '../kubernetes-object/value';
import { leadUsers } from '../kinds/ways-in';
import type { ReleaseObject } from '../kubernetes-object';
import type { Json } from '../model';
import { oncePer } from '../once';
import { isObject, type JsonObject } from '../plan/json';
import { nameOf, namespaceOf } from './identity';
import { push } from '../groups';
import { staysBecause } from './refused/immutable';
import { backendsOf, serviceKey, type ServiceKey } from './ways/ways';

export type When = 'before' | 'after';

/** All objects of a release as they stand before or after it, found by what refers to them. */
export class World {
  /** By kind first: most plans hold none of what pods only name. */
  private readonly byName = new Map<string, Map<string, ReleaseObject>>();
  private readonly byKind = new Map<string, ReleaseObject[]>();
  /** Services by the first label they select on, so that ten thousand of them need no ten thousand comparisons each. */
  private readonly byLabel = new Map<string, ReleaseObject[]>();
  /** Of labels that were asked for: many rules ask for those of one workload. */
  private readonly leading = new WeakMap<Labels, Map<string, readonly ReleaseObject[]>>();
  private readonly unreadable = new Map<string, ReleaseObject[]>();
  private readonly byPodLabel = new Map<string, ReleaseObject[]>();
  private readonly byTarget = new Map<string, ReleaseObject>();
  private readonly byBackend = new Map<string, ReleaseObject[]>();

  constructor(
    readonly when: When,
    objects: readonly ReleaseObject[],
  ) {
    for (const object of objects) {
      const side = sideOf(object, when);
      if (side === null) continue;
      const namespace = namespaceOf(side);
      const ofKind = this.byName.get(object.kind) ?? new Map<string, ReleaseObject>();
      this.byName.set(object.kind, ofKind.set(`${namespace}/${nameOf(side)}`, object));
      push(this.byKind, `${object.kind} ${namespace}`, object);
      if (object.kind === 'HorizontalPodAutoscaler') {
        const target = at(side, 'spec', 'scaleTargetRef');
        this.byTarget.set(
          `${textAt(target, 'kind') ?? 'Deployment'} ${namespace}/${textAt(target, 'name') ?? ''}`,
          object,
        );
      }
      for (const label of Object.entries(podLabels(object.kind, side)))
        push(this.byPodLabel, `${namespace} ${label.join('=')}`, object);
      if (object.kind === 'Service') this.addService(object, side, namespace);
      if (leadUsers.has(object.kind))
        for (const service of new Set(backendsOf(side).map(serviceKey))) push(this.byBackend, service, object);
    }
  }

  private addService(object: ReleaseObject, side: Json, namespace: string): void {
    if (holdsUnknownAt(side, 'spec', 'selector')) push(this.unreadable, namespace, object);
    const [first] = Object.entries(labelsAt(side, 'spec', 'selector'));
    if (first !== undefined) push(this.byLabel, `${namespace} ${first.join('=')}`, object);
  }

  get(kind: string, namespace: string, name: string): ReleaseObject | undefined {
    return this.byName.get(kind)?.get(`${namespace}/${name}`);
  }

  /** Of all namespaces. */
  everywhere(kind: string): Iterable<ReleaseObject> {
    return this.byName.get(kind)?.values() ?? [];
  }

  all(kind: string, namespace: string): readonly ReleaseObject[] {
    return this.byKind.get(`${kind} ${namespace}`) ?? [];
  }

  /** Services that send traffic to pods with these labels. */
  servicesFor(namespace: string, labels: Labels): readonly ReleaseObject[] {
    const asked = this.leading.get(labels) ?? new Map<string, readonly ReleaseObject[]>();
    const known = asked.get(namespace);
    if (known !== undefined) return known;
    const found = this.servicesWith(namespace, labels);
    this.leading.set(labels, asked.set(namespace, found));
    return found;
  }

  private servicesWith(namespace: string, labels: Labels): readonly ReleaseObject[] {
    const candidates = Object.entries(labels).flatMap(
      (label) => this.byLabel.get(`${namespace} ${label.join('=')}`) ?? [],
    );
    return candidates.filter((service) =>
      selects({ matchLabels: labelsAt(sideOf(service, this.when), 'spec', 'selector'), matchExpressions: [] }, labels),
    );
  }

  /** Workloads whose pods a selector picks; none for a selector that names no label, since it picks whatever there is. */
  workloadsFor(namespace: string, selector: Selector): readonly ReleaseObject[] {
    const [first] = Object.entries(selector.matchLabels);
    if (first === undefined) return [];
    const candidates = this.byPodLabel.get(`${namespace} ${first.join('=')}`) ?? [];
    return candidates.filter((one) => selects(selector, podLabels(one.kind, sideOf(one, this.when))));
  }

  /** Services whose selector is known only after apply. */
  unreadableServices(namespace: string): readonly ReleaseObject[] {
    return this.unreadable.get(namespace) ?? [];
  }

  /** The autoscaler that decides how many pods a workload has. */
  autoscalerOf(kind: string, namespace: string, name: string): ReleaseObject | undefined {
    return this.byTarget.get(`${kind} ${namespace}/${name}`);
  }

  /** Ingresses and routes that lead to a Service, from whichever namespace. */
  routesTo(service: ServiceKey): readonly ReleaseObject[] {
    return this.byBackend.get(service) ?? [];
  }
}

/** Both sides of a release; made once for the same objects, since forecast and references both ask. */
export const worldsOf = oncePer(
  (objects: readonly ReleaseObject[]): { readonly before: World; readonly after: World } => ({
    before: new World('before', objects),
    after: new World('after', objects),
  }),
);

/** The object on one side. What Terraform only forgets, or Kubernetes refuses to change, lives on in the cluster as it is. */
export function sideOf(object: ReleaseObject, when: When): Json | null {
  const stays = when === 'before' || object.change?.action === 'forget' || staysBecause(object) !== undefined;
  return stays ? object.before : object.after;
}

/** Labels of the pods that a workload makes. */
export function podLabels(kind: string, side: Json | null): Labels {
  return kind === 'Pod'
    ? labelsAt(side, 'metadata', 'labels')
    : labelsAt(side, 'spec', 'template', 'metadata', 'labels');
}

export function labelsAt(side: Json | null | undefined, ...steps: readonly string[]): Labels {
  const found = at(side, ...steps);
  return isObject(found) ? labelsOf(found) : {};
}

const labelsOf = oncePer((found: JsonObject): Labels =>
  Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
);

/** A label selector with expressions, as workloads and network policies have it. */
export function selectorAt(side: Json | null, ...steps: readonly string[]): Selector {
  return {
    matchLabels: labelsAt(side, ...steps, 'matchLabels'),
    matchExpressions: listAt(side, ...steps, 'matchExpressions').map((expression) => ({
      key: textAt(expression, 'key') ?? '',
      operator: textAt(expression, 'operator') ?? '',
      values: listAt(expression, 'values').map(String),
    })),
  };
}
