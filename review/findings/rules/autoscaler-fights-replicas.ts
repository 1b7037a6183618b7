import type { Json } from '../../model';
import type { Thing } from '../release';
import type { Rule } from '../rule';
import { since } from '../view/since';
import { groupedBy } from '../../groups';
import { at, numberAt, textAt } from '../../kubernetes-object/value';

export const autoscalerFightsReplicas: Rule = {
  id: 'autoscaler-fights-replicas',
  severity: 'medium',
  on: 'either',
  what: 'A workload with a fixed number of replicas that an autoscaler scales as well',
  why: 'Every release sets the number back: under load it takes pods away that users need.',
  remedy:
    'Ignore changes of spec.replicas (lifecycle.ignore_changes) once an autoscaler owns them, or leave replicas out.',
  source: 'kubernetes.io/docs: Horizontal Pod Autoscaling, migrating Deployments',
  *check({ things }) {
    const autoscalers = things.filter(({ kind }) => kind === 'HorizontalPodAutoscaler');
    if (autoscalers.length === 0) return;
    const scaling = { before: byTarget(autoscalers, 'before'), after: byTarget(autoscalers, 'after') };
    for (const thing of things) {
      const [was, is] = (['before', 'after'] as const).map((side) => scaling[side].get(nameOf(thing, side)) ?? []);
      // A number that this release writes fights now; one that stays written fights at the next change.
      const writes = numberAt(thing.before, 'spec', 'replicas') !== numberAt(thing.after, 'spec', 'replicas');
      const states = numberAt(thing.after, 'spec', 'replicas') !== undefined;
      for (const autoscaler of new Set([...(was ?? []), ...(is ?? [])])) {
        const on = since(was?.includes(autoscaler) === true && !writes, is?.includes(autoscaler) === true && states);
        if (on !== undefined)
          yield {
            at: thing,
            message: `${thing.title} has a fixed number of replicas, and ${autoscaler.title} scales it.`,
            on,
          };
      }
    }
  },
};

type Side = 'before' | 'after';

/** Found by what they scale: a release may have as many of them as workloads. */
const byTarget = (autoscalers: readonly Thing[], side: Side): ReadonlyMap<string, readonly Thing[]> =>
  groupedBy(autoscalers, (autoscaler) => {
    const target = at(autoscaler[side], 'spec', 'scaleTargetRef');
    return keyOf(textAt(target, 'kind'), autoscaler[side], textAt(target, 'name'));
  });

const nameOf = (thing: Thing, side: Side): string =>
  keyOf(thing.kind, thing[side], textAt(thing[side], 'metadata', 'name'));

const keyOf = (kind: string | undefined, side: Json | null, name: string | undefined): string =>
  JSON.stringify([kind, textAt(side, 'metadata', 'namespace'), name]);
