import type { Rule } from '../rule';
import { podsOf } from '../view/containers';
import { listAt, textAt } from '../../kubernetes-object/value';

export const configurationNotRolledOut: Rule = {
  id: 'configuration-not-rolled-out',
  severity: 'low',
  on: 'change',
  what: 'A ConfigMap or Secret that changes while pods that read it as environment do not restart',
  why: 'The change takes effect at some later restart, pod by pod: nobody connects it with this release then.',
  remedy: 'Put a hash of the configuration into an annotation of the pod template, so that the change rolls.',
  source: 'kubernetes.io/docs: ConfigMaps, environment variables are not updated',
  *check({ things, workloads }) {
    const still = new Set(
      workloads
        .filter(({ forecast }) => forecast.rollout === 'none')
        .map(({ stack, address }) => `${stack}.${address}`),
    );
    for (const thing of things) {
      if ((thing.kind !== 'ConfigMap' && thing.kind !== 'Secret') || thing.action !== 'update') continue;
      for (const { at, after } of podsOf(things))
        if (
          still.has(`${at.stack}.${at.address}`) &&
          at.namespace === thing.namespace &&
          reads(after, thing.kind, thing.name)
        )
          yield {
            at: thing,
            subject: at.title,
            message: `${at.title} reads ${thing.title} as environment and does not restart.`,
          };
    }
  },
};

function reads(pod: unknown, kind: 'ConfigMap' | 'Secret', name: string | null): boolean {
  const [from, key] =
    kind === 'ConfigMap' ? (['configMapRef', 'configMapKeyRef'] as const) : (['secretRef', 'secretKeyRef'] as const);
  return listAt(pod, 'containers').some(
    (container) =>
      listAt(container, 'envFrom').some((source) => textAt(source, from, 'name') === name) ||
      listAt(container, 'env').some((variable) => textAt(variable, 'valueFrom', key, 'name') === name),
  );
}
