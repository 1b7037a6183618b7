import type { Workload } from '../../model';
import type { Dangling } from '../../references/reference';
import { groupedBy } from '../../groups';
import { isWorse } from '../effect';

/** Workloads of several clusters. One that may stand in more than one of them is told once, and the worst of it. */
export function worstOfEach(clusters: readonly (readonly Workload[])[]): readonly Workload[] {
  const [only, ...more] = clusters;
  if (only !== undefined && more.length === 0) return only;
  const found = new Map<string, readonly Workload[]>();
  for (const workloads of clusters)
    for (const [place, own] of byPlace(workloads)) {
      const known = found.get(place);
      if (known === undefined || own.some((one) => known.every((other) => isWorseThan(one, other))))
        found.set(place, own);
    }
  return [...found.values()].flat();
}

/** A deposed object has the address of the current one. */
const byPlace = (workloads: readonly Workload[]): ReadonlyMap<string, readonly Workload[]> =>
  groupedBy(workloads, ({ stack, address }) => `${stack} ${address}`);

const isWorseThan = (one: Workload, other: Workload): boolean => isWorse(one.forecast.impact, other.forecast.impact);

/** The same of what is said of objects. */
export const toldOnce = (told: readonly Dangling[]): readonly Dangling[] => [
  ...new Map(told.map((one) => [[one.at.stack, one.at.address, one.subject, one.message].join(' '), one])).values(),
];
