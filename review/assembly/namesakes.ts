import type { Workload } from '../model';

/** Workloads that another one is called like: with several stacks or clusters in a release only the stack tells them apart. */
export function namesakes(workloads: readonly Workload[]): ReadonlySet<Workload> {
  const byName = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const { kind, namespace, name, address } = workload;
    const called = `${kind} ${namespace ?? ''}/${name ?? address}`;
    const known = byName.get(called);
    if (known === undefined) byName.set(called, [workload]);
    else known.push(workload);
  }
  return new Set([...byName.values()].filter(({ length }) => length > 1).flat());
}
