import type { Completes } from '../../../review/model';
import { claim, container, deployment, metadata } from '../../support/kubernetes-values';
import { created, updated, type Entry, type Values } from '../../support/plan-builder';
import { workloadsOfStacks } from './release';

const web = 'kubernetes_deployment_v1.web';
const image = 'registry.example/web:2.0.0-0123456789ab';
const named = (name: string, more: Values = {}): Values => ({ metadata: metadata(name), ...more });

const readsKey: Values = {
  env: [{ name: 'T', value_from: [{ secret_key_ref: [{ name: 'login', key: 'token' }] }] }],
};
const takesAll: Values = { env_from: [{ config_map_ref: [{ name: 'settings' }] }] };
const mounts: Values = { volume: [{ name: 'data', persistent_volume_claim: [{ claim_name: 'data' }] }] };

const rolled = (more: Values, pod: Values, wait = true): Entry => {
  const side = (values: Values): Values => ({
    ...deployment({ containers: [container(values)], pod }),
    wait_for_rollout: wait,
  });
  return updated(web, side({}), side({ ...more, image }));
};

/** Whether a workload that is rolled by one stack completes, with a change of another stack before or after it. */
const completes = (one: Entry, other: Entry): Completes | undefined => {
  const found = workloadsOfStacks([
    { stack: 'first', entries: [one] },
    { stack: 'second', entries: [other] },
  ]);
  return found.find(({ address }) => address === web)?.forecast.completes;
};
const tooLate = (what: string): Completes => ({
  state: 'blocked',
  reason: `${what} by stack second, which is applied only when they are ready`,
});

it.each<[string, Values, Values, Entry]>([
  ['Secret login', readsKey, {}, created('kubernetes_secret_v1.login', named('login', { data: { token: 'x' } }))],
  ['ConfigMap settings', takesAll, {}, created('kubernetes_config_map_v1.settings', named('settings', { data: {} }))],
  [
    'PersistentVolumeClaim data',
    {},
    mounts,
    created('kubernetes_persistent_volume_claim_v1.data', claim({ access_modes: ['ReadWriteMany'] })),
  ],
  ['ServiceAccount web', {}, {}, created('kubernetes_service_account_v1.web', named('web'))],
])('C5 %s that only a later stack makes', (what, more, pod, made) => {
  expect(completes(rolled(more, pod), made)).toEqual(tooLate(`${what}, which new pods need, is made`));
  expect(completes(made, rolled(more, pod))).toEqual({ state: 'expected' });
  expect(completes(rolled(more, pod, false), made)).toEqual({ state: 'expected' });
});

it('C5 a key that only a later stack adds', () => {
  const login = (data: Values): Values => named('login', { data });
  const gets = updated('kubernetes_secret_v1.login', login({}), login({ token: 'x' }));
  expect(completes(rolled(readsKey, {}), gets)).toEqual(tooLate('Secret login, which new pods need, gets key token'));
  expect(completes(gets, rolled(readsKey, {}))).toEqual({ state: 'expected' });
});
