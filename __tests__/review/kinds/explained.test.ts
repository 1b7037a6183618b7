import { explained } from '../../../review/assembly/explain';
import { diffPlan } from '../../../review/diff/diff-plan';
import type { Change } from '../../../review/model';
import { readPlan } from '../../../review/plan/read';
import { claim, statefulSet } from '../../support/kubernetes-values';
import { created, deleted, type Entry, type Extras, planText, replaced, updated } from '../../support/plan-builder';

function told(entry: Entry, extras: Extras = {}): Pick<Change, 'ending' | 'remark'> {
  const plan = readPlan(planText([entry], extras), { stack: 'lab' });
  const [change] = diffPlan(plan).changes.map((one) => explained(one, plan.drift));
  return { ending: change?.ending, remark: change?.remark };
}

describe('a replacement says what becomes of the old object and its data', () => {
  it.each([
    ['kubernetes_persistent_volume_claim_v1.data', claim(), claim({ storage_class_name: 'fast' }), /data with it/],
    ['kubernetes_stateful_set_v1.db', statefulSet(), statefulSet({ spec: { service_name: 'b' } }), /its claims stay/],
    ['helm_release.shop', { name: 'shop' }, { name: 'store' }, /uninstalled/],
    [
      'kubernetes_manifest.web',
      { manifest: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' } } },
      { manifest: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'b' } } },
      /all its pods are deleted/,
    ],
  ])('%s', (address, before, after, words) => {
    const { ending, remark } = told(replaced(address, before, after));
    expect(ending?.old).toMatch(words);
    expect(ending?.avoid).not.toBe('');
    expect(remark).toBeUndefined();
  });

  it('but not when the new one comes first, nor when it stays, nor of kinds it does not know', () => {
    const entry = replaced('kubernetes_persistent_volume_claim_v1.data', claim(), claim({ storage_class_name: 'x' }));
    expect(told({ ...entry, actions: ['create', 'delete'] }).ending).toBeUndefined();
    expect(told(updated('kubernetes_persistent_volume_claim_v1.data', claim(), claim())).ending).toBeUndefined();
    expect(told(replaced('aws_instance.one', { ami: 'a' }, { ami: 'b' })).ending).toBeUndefined();
  });
});

describe('an image that only the local engine lacks is noise', () => {
  const image = (name: string) => ({ name, keep_locally: true });
  const lost = (name: string): Extras => ({ drift: [deleted('docker_image.web', image(name))] });

  it('when the plan says that it was lost under the same name', () =>
    expect(told(created('docker_image.web', image('web:1')), lost('web:1')).remark).toMatch(/no pod changes/));

  it.each([
    ['new', {}],
    ['another one', lost('web:0')],
  ])('but not when it is %s', (_, extras) =>
    expect(told(created('docker_image.web', image('web:1')), extras).remark).toBeUndefined(),
  );

  it('nor when it is replaced by another version', () =>
    expect(
      told(replaced('docker_image.web', image('web:1'), image('web:2'), { replacePaths: [['name']] })).remark,
    ).toBeUndefined());
});
