import { reviewRelease } from '../../../review/review';
import { kubectlManifest } from '../../support/kubectl-manifest';
import { deleted, planText, unchanged, type Entry } from '../../support/plan-builder';
import { readPlan } from '../../support/read-plan';

const found = (entries: readonly Entry[]): readonly string[] =>
  reviewRelease({ plans: [readPlan(planText(entries), { stack: 'lab' })], now: new Date(0) }).findings.map(
    ({ id }) => id,
  );

const yaml =
  'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop}\nspec: {volumeName: pv-1}\n';
const claims: readonly Entry[] = [
  deleted('kubectl_manifest.data', kubectlManifest(yaml)),
  deleted('kubernetes_manifest.data', {
    manifest: {
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: 'shop' },
      spec: { volumeName: 'pv-1' },
    },
  }),
];

it.each(claims)('$address that is deleted takes its data along', (claim) =>
  expect(found([claim])).toContain('data-destroyed'),
);

it.each(claims)('$address that is deleted leaves a volume that retains it', (claim) => {
  const volume = unchanged('kubernetes_manifest.volume', {
    manifest: {
      kind: 'PersistentVolume',
      metadata: { name: 'pv-1' },
      spec: { persistentVolumeReclaimPolicy: 'Retain' },
    },
  });
  const ids = found([claim, volume]);
  expect(ids).toContain('volume-orphaned');
  expect(ids).not.toContain('data-destroyed');
});
