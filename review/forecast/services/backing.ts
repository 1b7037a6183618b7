import { type Labels, type Selector, selects } from '../../../kubernetes/selectors';
import { kindNamed } from '../../kinds';
import { flagAt } from '../../kubernetes-object/value';
import type { ReleaseObject } from '../../kubernetes-object';
import { podSpecOf } from '../pods/pods';
import { podsOn } from '../numbers/replicas';
import type { ServicePort } from './service-ports';
import { changed, type Worlds } from '../subject';
import { lacksPort } from './target-ports';
import { templateTrigger } from '../pods/template';
import { labelsAt, podLabels, sideOf, type When } from '../world';

/** What stands behind a Service at every moment of a release, as far as the plans know. */
export type Backing =
  /** Pods of this workload answer throughout. */
  | { readonly state: 'ready'; readonly workload: ReleaseObject }
  /** There is such a workload, but it has no pods. */
  | { readonly state: 'empty'; readonly workload: ReleaseObject }
  /** Its pods declare ports, and not this one. */
  | { readonly state: 'deaf'; readonly workload: ReleaseObject; readonly target: string }
  /** Its pods begin to stand behind the Service in this release. */
  | { readonly state: 'starting'; readonly workload: ReleaseObject }
  /** It changes in this release, and so many pods of it stay available; null where nobody can say. */
  | { readonly state: 'changing'; readonly workload: ReleaseObject; readonly lowest: 0 | null }
  /** No plan knows. */
  | { readonly state: 'unseen' };

/** The best of all that a Service selects in the end; `without` leaves one workload out. */
export function backingOf(
  worlds: Worlds,
  namespace: string,
  service: ReleaseObject,
  ports: readonly ServicePort[],
  without?: ReleaseObject,
): Backing {
  const selector = selectorOf(service, 'after');
  const found = worlds.after
    .workloadsFor(namespace, selector)
    .filter((one) => one !== without && kindNamed(one.kind)?.runsToCompletion !== true)
    .map((one) => standing(worlds, one, selector, ports));
  return bestFirst.flatMap((state) => found.find((one) => one.state === state) ?? [])[0] ?? { state: 'unseen' };
}

const bestFirst: readonly Backing['state'][] = ['ready', 'starting', 'changing', 'deaf', 'empty'];

export const selectorOf = (service: ReleaseObject, when: When): Selector => ({
  matchLabels: labelsAt(sideOf(service, when), 'spec', 'selector'),
  matchExpressions: [],
});

function standing(worlds: Worlds, workload: ReleaseObject, selector: Selector, ports: readonly ServicePort[]): Backing {
  const [before, after] = [sideOf(workload, 'before'), sideOf(workload, 'after')];
  if (podsOn(workload.kind, after, worlds.after)?.high === 0) return { state: 'empty', workload };
  const deaf = ports.find(({ target }) => lacksPort(podSpecOf(after), target));
  if (deaf !== undefined) return { state: 'deaf', workload, target: deaf.target };
  const labels: Labels = podLabels(workload.kind, before);
  const stood =
    podsOn(workload.kind, before, worlds.before)?.high !== 0 &&
    selects(selector, labels) &&
    !ports.some(({ target }) => lacksPort(podSpecOf(before), target));
  if (!stood) return { state: 'starting', workload };
  const lowest = lowestOf(worlds, workload);
  return lowest === null || lowest === 0 ? { state: 'changing', workload, lowest } : { state: 'ready', workload };
}

/** How many pods stay available. Of a workload that nothing touches all do, even where only the nodes say how many. */
function lowestOf(worlds: Worlds, workload: ReleaseObject): number | null {
  const { kind, change } = workload;
  const [before, after] = [sideOf(workload, 'before'), sideOf(workload, 'after')];
  const [podsBefore, podsAfter] = [podsOn(kind, before, worlds.before), podsOn(kind, after, worlds.after)];
  if (!changed(workload)) return podsBefore === null ? 1 : podsBefore.low;
  const rollout = kindNamed(kind)?.rollout?.({
    before,
    after,
    change,
    templateTrigger: templateTrigger(change),
    podsBefore,
    podsAfter,
  });
  return rollout?.bounds?.lowestAvailable ?? (rollout?.kind === 'none' ? (podsBefore?.low ?? 1) : null);
}

/** Is the workload there and ready before another stack begins? Terraform waits for a rollout where it is told to. */
export const isReadyBefore = (worlds: Worlds, workload: ReleaseObject, { stack }: ReleaseObject): boolean =>
  worlds.order(workload.stack, stack) < 0 && flagAt(sideOf(workload, 'after'), 'waitForRollout') === true;
