import type { Selector } from '../../../kubernetes/selectors';
import { kindNamed, kinds } from '../../kinds';
import { leadUsers } from '../../kinds/ways-in';
import type { ReleaseObject } from '../../kubernetes-object';
import { flagAt, listAt, textAt } from '../../kubernetes-object/value';
import type { Change, Json } from '../../model';
import type { Dangling } from '../../references/reference';
import { tellsOtherwise } from '../services/annotations';
import { metadataPatches } from '../patches/patch';
import { leadsToPods, routeLeadsToPods } from './behind';
import { staysBecause } from '../refused/immutable';
import { onlyGetsListeners } from './new-listeners';
import { isSystems, unread } from './unread';
import { patchesUnseen } from './unseen-patches';
import { selectorAt, sideOf, type World, worldsOf } from '../world';
import { titleOf, namespaceOf } from '../identity';

/**
 * Changed objects of which nobody can say what users notice, because no plan of the release holds what they act on: the
 * pods behind a Service may come from a chart or another repository, and a custom resource means what its controller makes of it.
 */
export function unseenOf(objects: readonly ReleaseObject[], changes: readonly Change[]): readonly Dangling[] {
  const { before } = worldsOf(objects);
  return [...objectsUnseen(objects, before), ...patchesUnseen(objects, changes)];
}

function objectsUnseen(objects: readonly ReleaseObject[], before: World): readonly Dangling[] {
  return objects.flatMap((object) => {
    const unseen = whatIsUnseen(object, objects, before);
    if (unseen === undefined) return [];
    const happens = object.change?.action === 'create' ? 'is new' : 'changes';
    const title = titleOf(object);
    return [{ at: object.change ?? object, subject: object.kind, message: `${title} ${happens}, and ${unseen}.` }];
  });
}

function whatIsUnseen(object: ReleaseObject, objects: readonly ReleaseObject[], before: World): string | undefined {
  // What Kubernetes refuses has no effect.
  if (staysBecause(object) !== undefined) return undefined;
  if (object.change?.action === 'create')
    return ofCustom(object) ?? (isSystems(object) ? unread(object, objects) : undefined);
  return object.change?.action === 'update' && changesMoreThanMetadata(object)
    ? (actsOn(object, before) ?? unread(object, objects))
    : undefined;
}

/** Controllers are told half of what they do in annotations of these. */
const toldInAnnotations: ReadonlySet<string> = new Set([
  'Service',
  'Ingress',
  'Gateway',
  'IngressClass',
  'ServiceAccount',
]);

const changesMoreThanMetadata = ({ kind, change, before, after }: ReleaseObject): boolean =>
  (change !== undefined &&
    !metadataPatches.has(change.type) &&
    change.differences.some(({ path }) => !path.includes('metadata'))) ||
  (toldInAnnotations.has(kind) && tellsOtherwise(before, after));

/** What of it stands in no plan, in words that follow "and"; undefined where the forecast sees it. */
function actsOn(object: ReleaseObject, world: World): string | undefined {
  const side = sideOf(object, 'before');
  const namespace = namespaceOf(side);
  if (object.kind === 'Service')
    return leadsToPods(object, namespace, world) ? undefined : 'no plan of this release holds the pods behind it';
  if (leadUsers.has(object.kind)) {
    return routeLeadsToPods(object, world) ? undefined : 'no plan of this release holds the pods that it leads to';
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
  if (object.kind === 'Gateway')
    return onlyGetsListeners(object) ? undefined : 'which routes and clients use its listeners is in no plan';
  if (object.kind === 'IngressClass') return 'which Ingresses go by it is in no plan';
  if (object.kind === 'Endpoints' || object.kind === 'EndpointSlice')
    return 'what answers at its addresses is in no plan';
  if (object.kind === 'APIService') return 'who asks for its API is in no plan';
  return definitionUnseen(object) ?? ofCustom(object);
}

/** Controllers and clients ask for a custom resource by one version. */
function definitionUnseen({ kind, before, after }: ReleaseObject): string | undefined {
  if (kind !== 'CustomResourceDefinition') return undefined;
  const served = (side: Json | null): readonly string[] =>
    listAt(side, 'spec', 'versions')
      .filter((version) => flagAt(version, 'served') !== false)
      .map((version) => textAt(version, 'name') ?? '');
  const gone = served(before).filter((version) => !served(after).includes(version));
  return gone.length === 0 ? undefined : `who asks for version ${gone.join(', ')}, no longer served, is in no plan`;
}

const withPods = kinds.filter(({ rollout }) => rollout !== undefined).map(({ noun }) => noun);

function picksPods(selector: Selector, namespace: string, world: World): boolean {
  if (Object.keys(selector.matchLabels).length > 0) return world.workloadsFor(namespace, selector).length > 0;
  return withPods.some((kind) => world.all(kind, namespace).length > 0);
}

/** Rules and targets of monitoring move no request of a user. */
const watchesOnly = /^monitoring\.coreos\.com\//;

/** Groups of Kubernetes itself that have a dot. Others under k8s.io are of projects beside it, with controllers of their own. */
const builtIn =
  /^(admissionregistration|apiextensions|apiregistration|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|networking|node|rbac\.authorization|resource|scheduling|storage|storagemigration)\.k8s\.io\//;

function ofCustom({ kind, before, after }: ReleaseObject): string | undefined {
  const group = textAt(after ?? before, 'apiVersion') ?? '';
  const isCustom = kindNamed(kind) === undefined && /^[^/]+\.[^/]+\//.test(group) && !builtIn.test(group);
  return isCustom && !watchesOnly.test(group) ? 'what its controller makes of that is in no plan' : undefined;
}
