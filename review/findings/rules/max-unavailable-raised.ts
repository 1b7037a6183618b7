import type { Json } from '../../model';
import type { Thing } from '../release';
import type { Rule } from '../rule';
import { at, numberAt, textAt } from '../../kubernetes-object/value';

export const maxUnavailableRaised: Rule = {
  id: 'max-unavailable-raised',
  severity: 'medium',
  on: 'change',
  what: 'A rollout that may take more pods away at once than before',
  why: 'The rest must carry all users while the new pods start, in this and in every later release.',
  remedy: 'Keep maxUnavailable at 0 with a surge of 1 or more.',
  source: 'kubernetes.io/docs: Deployments, Max Unavailable; defaults in apps/v1',
  *check({ things }) {
    for (const thing of things) {
      const [was, is] = [unavailableOf(thing, thing.before), unavailableOf(thing, thing.after)];
      if (was !== undefined && is !== undefined && is.weight > was.weight)
        yield {
          at: thing,
          message: `${thing.title} may lose ${is.text} at once during a rollout, ${was.text} before.`,
        };
    }
  },
};

interface Unavailable {
  readonly text: string;
  readonly weight: number;
}

/** In pods, rounded down as the Deployment controller does; undefined where nothing says so or it is not rolling. */
function unavailableOf({ kind }: Thing, object: Json | null): Unavailable | undefined {
  const key = kind === 'Deployment' ? 'strategy' : kind === 'DaemonSet' ? 'updateStrategy' : undefined;
  if (key === undefined || at(object, 'spec') === undefined) return undefined;
  if ((textAt(object, 'spec', key, 'type') ?? 'RollingUpdate') !== 'RollingUpdate') return undefined;
  const text = textAt(object, 'spec', key, 'rollingUpdate', 'maxUnavailable') ?? (kind === 'Deployment' ? '25%' : '1');
  if (!text.endsWith('%')) return inPods(Number(text));
  const share = Number(text.slice(0, -1)) / 100;
  if (kind === 'Deployment') return inPods(Math.floor(share * (numberAt(object, 'spec', 'replicas') ?? 1)));
  // The number of a DaemonSet's pods is the cluster's affair; its percentages compare among themselves.
  return { text: `${text} of its pods`, weight: share * 100 };
}

const inPods = (pods: number): Unavailable => ({ text: `${pods} ${pods === 1 ? 'pod' : 'pods'}`, weight: pods });
