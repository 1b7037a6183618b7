import { selects } from '../../../kubernetes/selectors';
import { holdsUnknownAt, isUnknownAt, listAt } from '../../kubernetes-object/value';
import { isUnknown, type ReleaseObject } from '../../kubernetes-object';
import { waitsForPods } from '../../kinds/workload-replacement';
import type { Json } from '../../model';
import { selectorOf } from './backing';
import { condition, effect, type Effect } from '../effect';
import { hostPortEffects } from './host-ports';
import { staysBecause } from '../refused/immutable';
import { labelsOn } from '../pods/labels-on';
import { portPairs, type ServicePort, servicePorts } from './service-ports';
import { localOnly, nodesListen, reach } from './service-reach';
import { renamingOf } from '../renaming';
import { changed, exchangesPods, movesAway, type Subject } from '../subject';
import { targetEffects } from './target-ports';
import { turnedAway } from './turning-away';
import { labelsAt, sideOf } from '../world';
import { titleOf, nameOf, namespaceOf } from '../identity';

/** What becomes of every Service that leads to the workload before the release. */
export function serviceEffects(subject: Subject): readonly Effect[] {
  const { worlds, namespace, labelsBefore, labelsUnknown, rollout } = subject;
  const leading = worlds.before.servicesFor(namespace, labelsBefore);
  const hidden = worlds.after.unreadableServices(namespace).filter((service) => leading.includes(service));
  return [
    ...leading.flatMap((service) => effectsOf(subject, service)),
    ...(leading.length === 0 && movesAway(subject) ? [left(subject)] : []),
    ...hostPortEffects(subject),
    ...hidden.map((service) =>
      effect('unknown', `What ${titleOf(service)} selects is known only after apply.`, ['selector']),
    ),
    ...(labelsUnknown && exchangesPods(rollout)
      ? [
          effect(
            'unknown',
            'The labels of the new pods are known only after apply, so nobody can say which Service finds them.',
            ['pod > labels'],
          ),
        ]
      : []),
  ];
}

function effectsOf(subject: Subject, service: ReleaseObject): readonly Effect[] {
  const title = titleOf(service);
  const after = sideOf(service, 'after');
  if (after === null) return [effect('outage', `${title} is deleted, and with it a way in.`, [`${title} deleted`])];
  const before = sideOf(service, 'before');
  const order = service.change?.action === 'replace' ? (service.change.replaceOrder ?? 'delete-first') : undefined;
  if (order === 'old-kept') return [];
  if (order === 'delete-first') return [replaced(title, service)];
  const space = renamingOf(before, after).namespaceBefore;
  if (order === 'create-first' && space !== undefined)
    return [renamed(`${space}/${nameOf(before)}`, `Service ${namespaceOf(after)}/${nameOf(after)}`)];
  if (order === 'create-first' && nameOf(before) !== nameOf(after)) return [renamed(nameOf(before), title)];
  return [
    ...refused(title, service),
    ...selection(subject, title, service),
    ...ports(subject, title, service),
    ...(changed(service) ? reach(title, before, after) : []),
    ...localOnly(subject, title, after),
  ];
}

function refused(title: string, service: ReleaseObject): readonly Effect[] {
  const why = staysBecause(service);
  return why === undefined
    ? []
    : [effect('none', `Kubernetes refuses the change of ${title}, which stays as it is: ${why}.`, [title])];
}

function replaced(title: string, { change }: ReleaseObject): Effect {
  const forced = change?.differences.find(({ forcesReplacement }) => forcesReplacement)?.label;
  return effect('outage', `${title} is deleted and made anew: nobody gets through in between.`, [
    forced ?? `${title} replaced`,
  ]);
}

/** The new one stands before the old one goes, but under a name that nobody has used so far. */
const renamed = (old: string, title: string): Effect =>
  effect(
    'outage',
    `Service ${old} goes once ${title} is there: whoever uses the old name or address gets no answer.`,
    [`Service ${old} > name`],
    [condition('nobody uses the old name and address any more by then', 'none')],
  );

/** No plan shows a Service, and one that leads to these pods cannot follow them. */
const left = ({ namespace, namespaceAfter }: Subject): Effect =>
  effect(
    'outage',
    `The new pods stand in namespace ${namespaceAfter}: whoever reached the old ones through ${namespace} gets no answer.`,
    ['namespace'],
    [condition(`nobody reaches these pods through namespace ${namespace}`, 'none')],
  );

/** Selector and labels must match at every moment, and the Service moves at once while pods go one by one. */
function selection(subject: Subject, title: string, service: ReleaseObject): readonly Effect[] {
  const { labelsBefore, rollout, labelsUnknown } = subject;
  const after = sideOf(service, 'after');
  if (holdsUnknownAt(after, 'spec', 'selector') || labelsUnknown) return [];
  const of = (side: Json | null, labels: Readonly<Record<string, string>>): boolean =>
    selects({ matchLabels: labelsAt(side, 'spec', 'selector'), matchExpressions: [] }, labels) &&
    Object.keys(labelsAt(side, 'spec', 'selector')).length > 0;
  const labelsInTheEnd = labelsOn(subject, 'after');
  const fields = [`${title} > selector`, 'pod > labels'];
  if (rollout.kind === 'stopped') return [];
  if (movesAway(subject)) return [turnedAway(subject, title, service, [`${title} > namespace`, 'namespace'])];
  if (!of(after, labelsInTheEnd)) return [turnedAway(subject, title, service, fields)];
  const serviceFirst = of(after, labelsBefore);
  const podsFirst = of(sideOf(service, 'before'), labelsInTheEnd);
  if (serviceFirst && podsFirst) return [];
  // Each order leaves a time in which one side has moved and the other has not.
  const order = subject.worlds.order(service.stack, subject.object.stack);
  if ((serviceFirst && order < 0) || (podsFirst && order > 0 && waitsForPods(subject.after))) return [];
  const safe = serviceFirst
    ? 'the Service changes before the pods'
    : 'the pods have all changed before the Service does';
  const text = `${title} and the labels of the pods change together: the Service moves at once, the pods one by one.`;
  return [effect('outage', text, fields, serviceFirst || podsFirst ? [condition(safe, 'none')] : [])];
}

function ports(subject: Subject, title: string, service: ReleaseObject): readonly Effect[] {
  const [before, after, moved] = [sideOf(service, 'before'), sideOf(service, 'after'), changed(service)];
  const parts = ['port', 'targetPort', 'protocol', ...(nodesListen(before) ? ['nodePort'] : [])];
  if (
    isUnknownAt(after, 'spec', 'ports') ||
    listAt(after, 'spec', 'ports').some((port) => isUnknown(port) || parts.some((part) => isUnknownAt(port, part)))
  )
    return [effect('unknown', `Ports of ${title} are known only after apply.`, [`${title} > ports`])];
  const offered = servicePorts(after);
  // Of pods that the Service turns away from, nobody asks any more what they listen on.
  const stays =
    !movesAway(subject) &&
    (subject.labelsUnknown ||
      holdsUnknownAt(after, 'spec', 'selector') ||
      selects(selectorOf(service, 'after'), labelsOn(subject, 'after')));
  return portPairs(before, after).flatMap(({ port, next }) => {
    if (next === undefined)
      return [effect('outage', `${title} gives up port ${port.port}.`, [`${title} > port ${port.port}`])];
    return [
      ...(moved && port.nodePort !== undefined ? nodePortEffects(title, port, port.nodePort, next, offered) : []),
      ...(stays ? targetEffects(subject, title, port, next) : []),
    ];
  });
}

/** Users who knock at a node's port must find the same one behind it. */
function nodePortEffects(
  title: string,
  { port, protocol }: ServicePort,
  number: string,
  next: ServicePort,
  offered: readonly ServicePort[],
): readonly Effect[] {
  if (next.nodePort === number) return [];
  const fields = [`${title} > node port`];
  const taker = offered.find((one) => one.nodePort === number && one.protocol === protocol);
  if (taker !== undefined)
    return [effect('outage', `${title} hands node port ${number} of port ${port} to port ${taker.port}.`, fields)];
  return next.nodePort === undefined
    ? []
    : [effect('outage', `${title} moves from node port ${number} to ${next.nodePort}.`, fields)];
}
