import { selects } from '../../../kubernetes/selectors';
import { selectorOf } from './backing';
import { effect, type Effect } from '../effect';
import { labelsOn } from '../pods/labels-on';
import { podsOn } from '../numbers/replicas';
import { isNumber, servicePorts } from './service-ports';
import { exchangesPods, type Subject } from '../subject';
import { lacksPort, unlessUndeclared } from './target-ports';
import { sideOf } from '../world';
import { titleOf } from '../identity';

/**
 * Pods that a Service takes in though they do not listen where it sends to get their share of its requests. A target that is
 * a name spares them: a pod without it is no endpoint of that port. Source: GetEndpointPorts in
 * `staging/src/k8s.io/endpointslice/utils.go`, which skips ports that FindPort does not find.
 */
export function joiningEffects(subject: Subject): readonly Effect[] {
  const { object, worlds, namespace, namespaceAfter, before, after, podBefore, podAfter, rollout } = subject;
  if (after === null || podsOn(object.kind, after, worlds.after)?.high === 0) return [];
  const isNew = before === null || exchangesPods(rollout);
  const [labels, pod] = isNew ? [subject.labelsAfter, podAfter] : [labelsOn(subject, 'after'), podBefore];
  const home = isNew ? namespaceAfter : namespace;
  const stood = home === namespace && podsOn(object.kind, before, worlds.before)?.high !== 0;
  return worlds.after.servicesFor(home, labels).flatMap((service) => {
    const was = sideOf(service, 'before');
    if (was === null || (stood && selects(selectorOf(service, 'before'), labelsOn(subject, 'before')))) return [];
    const offered = servicePorts(was).map(({ port }) => port);
    return servicePorts(sideOf(service, 'after'))
      .filter(({ port, target }) => offered.includes(port) && isNumber(target) && lacksPort(pod, target))
      .map(({ target }) => {
        const title = titleOf(service);
        return effect(
          'errors-possible',
          `${title} takes these pods in and sends requests to port ${target}, which none of their containers has.`,
          [`${title} > target port ${target}`, 'container > ports'],
          unlessUndeclared(target),
        );
      });
  });
}
