import type { Json } from '../../model';
import type { Thing } from '../release';
import type { Rule } from '../rule';
import { since } from '../view/since';
import { numberAt, textAt } from '../../kubernetes-object/value';

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
    for (const autoscaler of autoscalers)
      for (const thing of things) {
        const fights = (side: 'before' | 'after'): boolean => isTarget(autoscaler[side], thing, side);
        // A number that this release writes fights now; one that stays written fights at the next change.
        const writes = numberAt(thing.before, 'spec', 'replicas') !== numberAt(thing.after, 'spec', 'replicas');
        const on = since(
          fights('before') && !writes,
          fights('after') && numberAt(thing.after, 'spec', 'replicas') !== undefined,
        );
        if (on !== undefined)
          yield {
            at: thing,
            message: `${thing.title} has a fixed number of replicas, and ${autoscaler.title} scales it.`,
            on,
          };
      }
  },
};

function isTarget(autoscaler: Json | null, { kind, ...sides }: Thing, side: 'before' | 'after'): boolean {
  const target = sides[side];
  return (
    target !== null &&
    textAt(autoscaler, 'spec', 'scaleTargetRef', 'kind') === kind &&
    textAt(autoscaler, 'spec', 'scaleTargetRef', 'name') === textAt(target, 'metadata', 'name') &&
    textAt(autoscaler, 'metadata', 'namespace') === textAt(target, 'metadata', 'namespace')
  );
}
