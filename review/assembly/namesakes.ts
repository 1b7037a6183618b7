import { groupedBy } from '../groups';
import type { Workload } from '../model';

/**
 * What tells a workload from others that are called like it, in words that follow its name: with several stacks in a
 * release the stack, with several clusters in a stack the address.
 */
export function namesakes(workloads: readonly Workload[]): ReadonlyMap<Workload, Distinction> {
  const byName = groupedBy(
    workloads,
    ({ kind, namespace, name, address }) => `${kind} ${namespace ?? ''}/${name ?? address}`,
  );
  return new Map([...byName.values()].filter(({ length }) => length > 1).flatMap(toldApart));
}

export interface Distinction {
  readonly preposition: 'of' | 'at';
  readonly name: string;
}

function toldApart(alike: readonly Workload[]): readonly (readonly [Workload, Distinction])[] {
  const inStack = new Map<string, number>();
  for (const { stack } of alike) inStack.set(stack, (inStack.get(stack) ?? 0) + 1);
  return alike.map((workload) => {
    const { stack, address } = workload;
    if (inStack.get(stack) === 1) return [workload, { preposition: 'of', name: stack }];
    return [workload, { preposition: 'at', name: inStack.size === 1 ? address : `${stack} ${address}` }];
  });
}
