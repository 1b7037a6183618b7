import type { Selector } from '../../kubernetes/selectors';
import { at, holdsUnknownAt, isUnknownAt } from '../kubernetes-object/value';
import { holdsUnknown } from '../kubernetes-object/unknown';
import type { ReleaseObject } from '../kubernetes-object';
import type { Json } from '../model';
import { portsOf, podSpecOf } from '../forecast/pods/pods';
import { servicePorts } from '../forecast/services/service-ports';
import type { Dangling } from './reference';
import { labelsAt, selectorAt, sideOf, type When, type World } from '../forecast/world';
import { titleOf, nameOf, namespaceOf } from '../forecast/identity';

type Worlds = { readonly before: World; readonly after: World };

/** Services, disruption budgets and network policies find pods by label: did they find some, and do they still? */
export function danglingSelectors(object: ReleaseObject, worlds: Worlds): readonly Dangling[] {
  const find = finders[object.kind];
  if (
    find === undefined ||
    sideOf(object, 'before') === null ||
    holdsUnknownAt(sideOf(object, 'after'), 'spec', 'selector')
  )
    return [];
  const [was, is] = [find(object, 'before', worlds.before), find(object, 'after', worlds.after)];
  // Pods whose labels are known only after apply may well be selected.
  if (was.some(hasUnknownLabels)) return [];
  const title = titleOf(object);
  if (was.length > 0 && is.length === 0)
    return [
      {
        at: object,
        subject: 'selector',
        message: `${title} selected ${say(was, 'before')} and selects no pods after this release.`,
      },
    ];
  return object.kind === 'Service' ? lostPorts(object, title, was, is) : [];
}

function hasUnknownLabels(workload: ReleaseObject): boolean {
  const side = sideOf(workload, 'after');
  const labels = ['spec', 'template', 'metadata', 'labels'];
  return isUnknownAt(side, ...labels) || holdsUnknown(at(side, ...labels));
}

type Finder = (object: ReleaseObject, when: When, world: World) => readonly ReleaseObject[];

const finder =
  (selectorOf: (side: Json | null) => Selector): Finder =>
  (object, when, world) => {
    const side = sideOf(object, when);
    return world.workloadsFor(namespaceOf(side), selectorOf(side));
  };

const finders: Readonly<Record<string, Finder | undefined>> = {
  Service: finder((side) => ({ matchLabels: labelsAt(side, 'spec', 'selector'), matchExpressions: [] })),
  PodDisruptionBudget: finder((side) => selectorAt(side, 'spec', 'selector')),
  NetworkPolicy: finder((side) => selectorAt(side, 'spec', 'podSelector')),
};

/** Each by the name that it has at that time. */
const say = (objects: readonly ReleaseObject[], when: When): string =>
  objects
    .slice(0, 3)
    .map((object) => titleOf({ ...object, name: nameOf(sideOf(object, when)) || object.name }))
    .join(', ');

/** Target ports that some container had before and none has after. */
function lostPorts(
  object: ReleaseObject,
  title: string,
  was: readonly ReleaseObject[],
  is: readonly ReleaseObject[],
): readonly Dangling[] {
  const has = (target: string, pods: readonly ReleaseObject[], when: When): boolean =>
    pods.some((one) =>
      portsOf(podSpecOf(sideOf(one, when))).some(({ name, number }) => name === target || number === target),
    );
  const targets = (when: When): readonly string[] => servicePorts(sideOf(object, when)).map(({ target }) => target);
  if (is.length === 0 || !targets('before').some((target) => has(target, was, 'before'))) return [];
  return targets('after')
    .filter((target) => !has(target, is, 'after'))
    .map((target) => ({
      at: object,
      subject: `port ${target}`,
      message: `${title} sends to port ${target}, which no container of ${say(is, 'after')} has after this release.`,
    }));
}
