import { diffPlan } from '../../../review/diff/diff-plan';
import { readPlan } from '../../support/read-plan';
import { created, planText, updated, type Values } from '../../support/plan-builder';

const address = 'kubernetes_manifest.web';
const object = (replicas: number, more: Values = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', ...more },
  spec: { replicas },
});
const labels = (entry: ReturnType<typeof updated>, extras = {}) =>
  diffPlan(readPlan(planText([entry], extras), { stack: 's' })).changes.flatMap(({ differences }) =>
    differences.map(({ path, label }) => `${path[0]}: ${label}`),
  );

describe('what a kubernetes_manifest holds twice', () => {
  const before = { manifest: object(2), object: object(2, { uid: '1' }) };

  it('differs once', () =>
    expect(labels(updated(address, before, { manifest: object(3), object: object(3, { uid: '1' }) }))).toEqual([
      'manifest: replicas',
    ]));

  it('is shown where only the cluster has something else', () =>
    expect(labels(updated(address, { ...before, object: object(5) }, { ...before, object: object(2) }))).toEqual([
      'object: replicas',
    ]));

  it('is created once, under a name', () =>
    expect(labels(created(address, { manifest: object(2), object: object(2) }))).toEqual(['manifest: manifest']));
});
