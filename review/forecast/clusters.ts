import type { Plan } from '../model';

/** May objects of two stacks stand in one cluster? Where a plan does not say to which it goes, they may. */
export type SharesCluster = (stack: string, other: string) => boolean;

/** A release may hold the same names once for each environment, and those are in nobody's way. */
export function clustersOf(plans: readonly Plan[]): SharesCluster {
  const clusters = new Map(plans.map((plan) => [plan.stack, targetsOf(plan)]));
  return (stack, other) => {
    const [own, others] = [clusters.get(stack), clusters.get(other)];
    return stack === other || !own || !others || [...own].some((target) => others.has(target));
  };
}

/** The plans in groups, of which no one shares a cluster with another: what happens in one is nothing to the others. */
export function plansByCluster(plans: readonly Plan[]): readonly (readonly Plan[])[] {
  const shares = clustersOf(plans);
  return plans.reduce<readonly (readonly Plan[])[]>((groups, plan) => {
    const isOurs = (group: readonly Plan[]): boolean => group.some(({ stack }) => shares(stack, plan.stack));
    return [...groups.filter((group) => !isOurs(group)), [...groups.filter(isOurs).flat(), plan]];
  }, []);
}

/** Undefined where one of the providers does not say where it acts. */
function targetsOf({ providers }: Plan): ReadonlySet<string> | undefined {
  const targets = providers
    .filter(({ source }) => /(^|\/)(kubernetes|kubectl)$/.test(source))
    .map(({ target }) => JSON.stringify(Object.entries(target).sort()));
  return targets.length === 0 || targets.includes('[]') ? undefined : new Set(targets);
}
