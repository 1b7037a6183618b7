import { at, listAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { isList } from '../../plan/json';
import { effect, type Effect } from '../effect';
import { changed, type Subject } from '../subject';
import { titleOf } from '../identity';
import { labelsAt, sideOf } from '../world';
import { changedLabels } from './labels-on';

/**
 * A pod of a DaemonSet is deleted when the labels of its node no longer fit; every other pod stays where it runs. Source:
 * NodeShouldRunDaemonPod in `pkg/controller/daemon/daemon_controller.go`.
 */
export function nodeLabelEffects({ object, worlds, before, after, podAfter }: Subject): readonly Effect[] {
  if (object.kind !== 'DaemonSet' || before === null || after === null) return [];
  return [...worlds.after.everywhere('Node')].filter(changed).flatMap((node) => {
    const [was, is] = (['before', 'after'] as const).map((when) => labelsAt(sideOf(node, when), 'metadata', 'labels'));
    const selector = labelsAt(podAfter, 'nodeSelector');
    const keys = changedLabels(was ?? {}, is ?? {}).filter((key) => {
      // A patch that is new does not tell what the label was.
      const mayHaveFitted = was?.[key] === undefined || was[key] === selector[key];
      return (
        (Object.hasOwn(selector, key) && is?.[key] !== selector[key] && mayHaveFitted) || inAffinity(podAfter, key)
      );
    });
    const title = titleOf(node);
    return keys.length === 0
      ? []
      : [
          effect(
            'unknown',
            `Label ${keys.join(', ')} of ${title} changes, by which the DaemonSet picks its nodes: its pod there may be deleted at once.`,
            keys.map((key) => `${title} > label ${key}`),
          ),
        ];
  });
}

function inAffinity(pod: Json | undefined, key: string): boolean {
  const required = at(pod, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  // The provider has it as a list, as those of pods are.
  return (isList(required) ? required : [required])
    .flatMap((one) => listAt(one, 'nodeSelectorTerms'))
    .flatMap((term) => listAt(term, 'matchExpressions'))
    .some((expression) => textAt(expression, 'key') === key);
}
