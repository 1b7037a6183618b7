import { explained } from '../../../review/assembly/explain';
import { diffPlan } from '../../../review/diff/diff-plan';
import type { Change } from '../../../review/model';
import { readPlan } from '../../support/read-plan';
import { claim, deployment, statefulSet } from '../../support/kubernetes-values';
import {
  created,
  deleted,
  type Entry,
  type Extras,
  planText,
  replaced,
  updated,
  type Values,
} from '../../support/plan-builder';

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

  const set = (more: Values, name = 'db') => statefulSet({ name, spec: more });
  const deletes: Values = { persistent_volume_claim_retention_policy: [{ when_deleted: 'Delete' }] };
  it.each([
    ['finds its claims by name', set({ service_name: 'a' }), set({}), /take them over by name/],
    ['leaves its claims behind under another name', set({}), set({}, 'store'), /start with new, empty ones/],
    ['takes its claims with it', set(deletes), set({ service_name: 'a' }), /claims with their data with them/],
    ['has no claims', set({ volume_claim_template: [] }), set({}, 'store'), /^The old StatefulSet and its pods are/],
  ])('of a StatefulSet that %s', (_, before, after, words) =>
    expect(told(replaced('kubernetes_stateful_set_v1.db', before, after)).ending?.old).toMatch(words),
  );

  it.each([
    ['docker_registry_image', { keep_remotely: true }, /stays in the registry/],
    ['docker_registry_image', { keep_remotely: false }, /is deleted from the registry/],
    ['docker_image', { keep_locally: true }, /stays in the local engine/],
    ['docker_image', { keep_locally: null }, /is deleted from the local engine/],
  ])('of a %s with %j', (type, keep, words) =>
    expect(told(replaced(`${type}.web`, { name: 'web:1', ...keep }, { name: 'web:2' })).ending?.old).toMatch(words),
  );

  it.each([
    ['replace_because_tainted', '`terraform untaint kubernetes_deployment_v1.web`'],
    ['replace_by_request', '`-replace=kubernetes_deployment_v1.web`'],
    ['replace_by_triggers', 'replace_triggered_by'],
  ])('and how to do without when the reason is %s', (reason, words) => {
    const entry = replaced('kubernetes_deployment_v1.web', deployment(), deployment(), { reason });
    expect(told(entry).ending?.avoid).toContain(words);
    const forced = { ...entry, after: deployment({ name: 'shop' }), replacePaths: [['metadata', 0, 'name']] };
    expect(told(forced).ending?.avoid).not.toContain(words);
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
