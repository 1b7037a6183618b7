import { field } from '../../plan/json';
import { at, flagAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { effect, type Effect } from '../effect';

/** Stakater Reloader restarts the pods of a workload that asks for it when configuration changes. Source: its README, annotations. */

const domain = 'reloader.stakater.com';

const annotationsOf = (workload: Json | null): readonly (Json | undefined)[] => [
  at(workload, 'metadata', 'annotations'),
  at(workload, 'spec', 'template', 'metadata', 'annotations'),
];

/** Does it restart the pods of this workload when this ConfigMap or Secret changes? */
export function isReloaded(
  workload: Json | null,
  { kind, name }: { readonly kind: string; readonly name: string | null },
  configuration: Json | null,
): boolean {
  const own = `${kind.toLowerCase()}.${domain}`;
  return annotationsOf(workload).some((annotations) => {
    const isOn = (key: string): boolean => flagAt(annotations, key) === true;
    const named = (textAt(annotations, `${own}/reload`) ?? '').split(',').map((one) => one.trim());
    return (
      isOn(`${domain}/auto`) ||
      isOn(`${own}/auto`) ||
      named.includes(name ?? '') ||
      (isOn(`${domain}/search`) &&
        flagAt(field(configuration ?? undefined, 'metadata'), 'annotations', `${domain}/match`) === true)
    );
  });
}

export const reloading = (title: string, where: string): Effect => ({
  ...effect(
    'unknown',
    `${title} changes, and Reloader restarts the pods for it, by the annotations of the workload: how that goes, and whether it runs in the cluster, is not in the plan.`,
    [`annotation ${domain}`, where],
  ),
  unready: true,
});
