import { isUnknown } from '../../kubernetes-object/unknown';
import { at, isUnknownAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { field } from '../../plan/json';
import { condition, effect, type Effect } from '../effect';
import { changed, type Subject } from '../subject';
import { labelsOn } from './labels-on';
import { sideOf } from '../world';

/** Marks of a Namespace by which a mesh puts a proxy into every pod that is made in it. Sources: Istio, Linkerd, proxy injection. */
const marks = [
  { part: 'labels', key: 'istio-injection', mesh: 'Istio' },
  { part: 'labels', key: 'istio.io/rev', mesh: 'Istio' },
  { part: 'annotations', key: 'linkerd.io/inject', mesh: 'Linkerd' },
] as const;

/** The ambient mode of Istio takes up what pods send and get, of running ones as well. Source: istio.io, "Add workloads to the mesh". */
const ambient = 'istio.io/dataplane-mode';

/** Pods that start gain or lose a proxy which no plan shows: it starts, stops and is spoken to in its own way. */
export function proxyEffects(subject: Subject): readonly Effect[] {
  const { worlds, namespace, namespaceAfter, rollout, before } = subject;
  const space = worlds.after.get('Namespace', 'default', namespaceAfter);
  const old = worlds.before.get('Namespace', 'default', namespace);
  if (before === null || space === undefined || (space === old && !changed(space))) return [];
  const [was, is] = [old === undefined ? null : sideOf(old, 'before'), sideOf(space, 'after')];
  const differs =
    namespace === namespaceAfter
      ? `Namespace ${namespace} changes`
      : `Namespace ${namespaceAfter}, where the new pods stand, differs from ${namespace} in`;
  const changing = (rollout.starts ? marks : []).filter(({ part, key }) => isOther(was, is, part, key));
  const injected = [...new Set(changing.map(({ mesh }) => mesh))].map((mesh) =>
    effect(
      'unknown',
      `${differs} whether ${mesh} puts a proxy into pods that start: how the new ones come, go and are reached with or without it is not in the plan.`,
      changing
        .filter((mark) => mark.mesh === mesh)
        .map(({ part, key }) => `Namespace ${namespaceAfter} > ${part === 'labels' ? 'label' : 'annotation'} ${key}`),
      [condition(`${mesh} puts the same proxy into these pods as before`, 'none')],
    ),
  );
  return takesUpOthers(was, is) && !decidesItself(subject)
    ? [
        ...injected,
        effect(
          'unknown',
          `${differs} whether Istio takes up what its pods send and get, of running ones too: how they are reached with or without it is not in the plan.`,
          [`Namespace ${namespaceAfter} > label ${ambient}`],
          [condition('they are reached through Istio as before', 'none')],
        ),
      ]
    : injected;
}

/** Any other value than `ambient` says as much as none. Source: PodRedirectionEnabled in `cni/pkg/util/podutil.go` of Istio. */
function takesUpOthers(was: Json | null, is: Json | null): boolean {
  const takesUp = (side: Json | null): boolean => textAt(side, 'metadata', 'labels', ambient) === 'ambient';
  return isUnknownAt(is, 'metadata', 'labels', ambient) || takesUp(was) !== takesUp(is);
}

/** Pods that bear the label themselves are taken up, or left alone, whatever their namespace says. */
function decidesItself(subject: Subject): boolean {
  const [was, is] = (['before', 'after'] as const).map((when) => labelsOn(subject, when)[ambient]);
  return was === is && (was === 'ambient' || was === 'none');
}

function isOther(was: Json | null, is: Json | null, part: string, key: string): boolean {
  const value = (side: Json | null): Json | undefined => field(at(side, 'metadata', part), key);
  return isUnknownAt(is, 'metadata', part) || isUnknown(value(is)) || (value(was) ?? null) !== (value(is) ?? null);
}
