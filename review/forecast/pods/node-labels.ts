import type { Labels, Requirement } from '../../../kubernetes/selectors';
import { selects } from '../../../kubernetes/selectors';
import { nodeTermsOf } from '../../kinds/placement';
import type { ReleaseObject } from '../../kubernetes-object';
import type { Json } from '../../model';
import { oncePer } from '../../once';
import { effect, type Effect } from '../effect';
import { changed, type Subject } from '../subject';
import { titleOf } from '../identity';
import { labelsAt, selectorAt, sideOf, type World } from '../world';
import { changedLabels } from './labels-on';

/**
 * A pod of a DaemonSet is deleted when the labels of its node no longer fit; every other pod stays where it runs. Source:
 * NodeShouldRunDaemonPod in `pkg/controller/daemon/daemon_controller.go`.
 */
export function nodeLabelEffects({ object, worlds, before, after, podAfter }: Subject): readonly Effect[] {
  if (object.kind !== 'DaemonSet' || before === null || after === null) return [];
  const nodes = relabelled(worlds.after);
  if (nodes.length === 0) return [];
  const demands = demandsOf(podAfter);
  return nodes.flatMap(({ node, was, is, keys }) => {
    const lost = demands.filter((demand) => keys.has(demand.key) && mayLose(demand, was, is));
    if (lost.length === 0) return [];
    const named = [...new Set(lost.map(({ key }) => key))];
    const title = titleOf(node);
    return [
      effect(
        'unknown',
        `Label ${named.join(', ')} of ${title} changes, by which the DaemonSet picks its nodes: its pod there may be deleted at once.`,
        named.map((key) => `${title} > label ${key}`),
      ),
    ];
  });
}

interface Relabelled {
  readonly node: ReleaseObject;
  readonly was: Labels;
  readonly is: Labels;
  readonly keys: ReadonlySet<string>;
}

/** Read once for all DaemonSets. */
const relabelled = oncePer((world: World): readonly Relabelled[] =>
  [...world.everywhere('Node')].filter(changed).map((node) => {
    const was = labelsAt(sideOf(node, 'before'), 'metadata', 'labels');
    const is = labelsAt(sideOf(node, 'after'), 'metadata', 'labels');
    return { node, was, is, keys: new Set(changedLabels(was, is)) };
  }),
);

/** What pods ask of the labels of their node. */
const demandsOf = (pod: Json | undefined): readonly Requirement[] => [
  ...Object.entries(labelsAt(pod, 'nodeSelector')).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
  ...nodeTermsOf(pod).flatMap((term) => selectorAt(term).matchExpressions),
];

function mayLose(demand: Requirement, was: Labels, is: Labels): boolean {
  // Two operators compare numbers.
  if (!['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(demand.operator)) return true;
  const isMet = (labels: Labels): boolean => selects({ matchLabels: {}, matchExpressions: [demand] }, labels);
  // A patch that is new does not tell what the label was.
  return !isMet(is) && (was[demand.key] === undefined || isMet(was));
}
