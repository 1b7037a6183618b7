import type { Selector } from '../../kubernetes/selectors';
import { kindNamed, kinds } from '../kinds';
import { routes } from '../kinds/network';
import type { ReleaseObject } from '../kubernetes-object';
import { textAt } from '../kubernetes-object/value';
import type { Dangling } from '../references/reference';
import { selectorOf } from './backing';
import { backendsOf } from './ways';
import { namespaceOf, selectorAt, sideOf, type World, worldsOf } from './world';

/**
 * Changed objects of which nobody can say what users notice, because no plan of the release holds what they act on: the
 * pods behind a Service may come from a chart or another repository, and a custom resource means what its controller makes of it.
 */
export function unseenOf(objects: readonly ReleaseObject[]): readonly Dangling[] {
  const { before } = worldsOf(objects);
  return objects.flatMap((object) => {
    const action = object.change?.action;
    const unseen =
      action === 'update' && changesMoreThanMetadata(object)
        ? actsOn(object, before)
        : action === 'create'
          ? ofCustom(object)
          : undefined;
    const happens = action === 'create' ? 'is new' : 'changes';
    const title = `${object.kind} ${object.name ?? object.address}`;
    return unseen === undefined
      ? []
      : [{ at: object, subject: object.kind, message: `${title} ${happens}, and ${unseen}.` }];
  });
}

/** Controllers of Ingresses and Gateways are told half of what they do in annotations. */
const toldInAnnotations: ReadonlySet<string> = new Set(['Ingress', 'Gateway']);

function changesMoreThanMetadata({ kind, change }: ReleaseObject): boolean {
  return (change?.differences ?? []).some(
    ({ path }) => !path.includes('metadata') || (toldInAnnotations.has(kind) && path.includes('annotations')),
  );
}

const isRoute: ReadonlySet<string> = new Set(['Ingress', ...routes.map(({ noun }) => noun)]);

/** What of it stands in no plan, in words that follow "and"; undefined where the forecast sees it. */
function actsOn(object: ReleaseObject, world: World): string | undefined {
  const side = sideOf(object, 'before');
  const namespace = namespaceOf(side);
  if (object.kind === 'Service')
    return leadsToPods(object, namespace, world) ? undefined : 'no plan of this release holds the pods behind it';
  if (isRoute.has(object.kind)) {
    const seen = backendsOf(side).some((backend) => {
      const service = world.get('Service', backend.namespace, backend.service);
      return service !== undefined && leadsToPods(service, backend.namespace, world);
    });
    return seen ? undefined : 'no plan of this release holds the pods that it leads to';
  }
  if (object.kind === 'NetworkPolicy')
    return picksPods(selectorAt(side, 'spec', 'podSelector'), namespace, world)
      ? undefined
      : 'no plan of this release holds the pods that it isolates';
  if (object.kind === 'HorizontalPodAutoscaler') {
    const kind = textAt(side, 'spec', 'scaleTargetRef', 'kind') ?? 'Deployment';
    const name = textAt(side, 'spec', 'scaleTargetRef', 'name') ?? '';
    return world.get(kind, namespace, name) === undefined
      ? `no plan of this release holds ${kind} ${name}, which it scales`
      : undefined;
  }
  if (object.kind === 'Gateway') return 'which routes and clients use its listeners is in no plan';
  if (object.kind === 'Endpoints' || object.kind === 'EndpointSlice')
    return 'what answers at its addresses is in no plan';
  return ofCustom(object);
}

/** Before the release or after it. A Service without a selector leads to addresses that somebody else keeps. */
function leadsToPods(service: ReleaseObject, namespace: string, world: World): boolean {
  return (['before', 'after'] as const).some(
    (when) => world.workloadsFor(namespace, selectorOf(service, when)).length > 0,
  );
}

const withPods = kinds.filter(({ rollout }) => rollout !== undefined).map(({ noun }) => noun);

function picksPods(selector: Selector, namespace: string, world: World): boolean {
  if (Object.keys(selector.matchLabels).length > 0) return world.workloadsFor(namespace, selector).length > 0;
  return withPods.some((kind) => world.all(kind, namespace).length > 0);
}

/** Rules and targets of monitoring move no request of a user. */
const watchesOnly = /^monitoring\.coreos\.com\//;

/** Kubernetes' own groups end in k8s.io or have no dot. */
function ofCustom({ kind, before, after }: ReleaseObject): string | undefined {
  const group = textAt(after ?? before, 'apiVersion') ?? '';
  const isCustom = kindNamed(kind) === undefined && /^[^/]+\.[^/]+\//.test(group) && !/\.k8s\.io\//.test(group);
  return isCustom && !watchesOnly.test(group) ? 'what its controller makes of that is in no plan' : undefined;
}
