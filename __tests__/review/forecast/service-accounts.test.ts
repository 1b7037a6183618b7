import { container, deployment, metadata } from '../../support/kubernetes-values';
import { unchanged, updated, type Entry, type Values } from '../../support/plan-builder';
import { forecast, workloadsOf } from './release';

const still = unchanged('kubernetes_deployment_v1.web', deployment());
const next = [container({ image: 'registry.example/web:2.0.0-0123456789ab' })];
const rolls = updated('kubernetes_deployment_v1.web', deployment(), deployment({ containers: next }));
const account = (annotations: Values, pull: readonly string[] = []): Values => ({
  metadata: metadata('web', { annotations }),
  image_pull_secret: pull.map((name) => ({ name })),
});
const change = (was: Values, is: Values): Entry => updated('kubernetes_service_account_v1.web', was, is);
const becomes = (key: string, was: string, is: string) => change(account({ [key]: was }), account({ [key]: is }));

it('I17 an identity of Google Cloud, which running pods take on at once', () => {
  const key = 'iam.gke.io/gcp-service-account';
  expect(forecast([still, becomes(key, 'a', 'b')])).toMatchObject({
    impact: 'unknown',
    reasons: [{ text: expect.stringMatching(/^Running pods are somebody else to Google Cloud/) }],
    conditions: [{ if: 'that identity may do what the pods need', impact: 'none' }],
  });
  expect(forecast([still, change(account({ [key]: 'a' }), account({}))]).impact).toBe('unknown');
});

it('I17 an identity of AWS, which pods take on when they start', () => {
  const role = becomes('eks.amazonaws.com/role-arn', 'a', 'b');
  expect(forecast([still, role])).toMatchObject({
    impact: 'none',
    conditions: [{ if: 'a pod is moved to another node or restarted', impact: 'unknown' }],
  });
  expect(forecast([rolls, role]).impact).toBe('unknown');
});

it('I17 other annotations of a ServiceAccount touch nobody, unless they are known only after apply', () => {
  expect(workloadsOf([still, becomes('example.org/owner', 'a', 'b')])).toEqual([]);
  const hidden = updated('kubernetes_service_account_v1.web', account({}), account({}), {
    afterUnknown: { metadata: [{ annotations: true }] },
  });
  expect(forecast([still, hidden]).impact).toBe('unknown');
});

it('C5 a Secret that the account no longer gives to pods which name none', () => {
  const gives = change(account({}, ['registry']), account({}));
  expect(forecast([rolls, gives]).completes).toEqual({
    state: 'unknown',
    reason: 'ServiceAccount web gives up Secret registry, with which nodes pull the images',
  });
  const hidden = updated('kubernetes_service_account_v1.web', account({}, ['registry']), account({}), {
    afterUnknown: { image_pull_secret: true },
  });
  expect(forecast([rolls, hidden]).completes).toMatchObject({
    reason: expect.stringMatching(/known only after apply$/),
  });
  const own = { image_pull_secrets: [{ name: 'own' }] };
  const rollsWithOwn = updated(
    'kubernetes_deployment_v1.web',
    deployment({ pod: own }),
    deployment({ pod: own, containers: next }),
  );
  expect(forecast([rollsWithOwn, gives]).completes.state).toBe('expected');
});

it('I17 one cloud is told of once, whichever of its annotations change', () => {
  const [client, tenant] = ['azure.workload.identity/client-id', 'azure.workload.identity/tenant-id'];
  const moved = change(account({ [client]: 'a', [tenant]: 'b' }), account({ [client]: 'c', [tenant]: 'd' }));
  expect(forecast([rolls, moved]).reasons.filter(({ text }) => text.includes('Azure'))).toMatchObject([
    { fields: [`ServiceAccount web > annotation ${client}`, `ServiceAccount web > annotation ${tenant}`] },
  ]);
});
