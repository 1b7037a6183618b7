import { container, deployment, httpProbe } from '../../support/kubernetes-values';
import { deploymentYaml, kubectlManifest } from '../../support/kubectl-manifest';
import { created, updated, type Values } from '../../support/plan-builder';
import { forecast } from './release';

const web = 'kubernetes_deployment_v1.web';
const image = 'registry.example/web:2.0.0-0123456789ab';
const completes = (...entries: Parameters<typeof forecast>[0]) => forecast(entries).completes;
const blocked = (text: string) => ({ state: 'blocked', reason: expect.stringContaining(text) });

it('C10 a rollout that takes longer than Terraform waits', () => {
  const slow = (more: Values = {}, spec: Values = {}) => {
    const side = (value: Values = {}) => ({
      ...deployment({ spec: { replicas: '5', min_ready_seconds: 300, ...spec }, containers: [container(value)] }),
      ...more,
    });
    return completes(updated(web, side(), side({ image })));
  };
  expect(slow()).toEqual(blocked('take at least 1500 s, and Terraform waits 600 s'));
  expect(slow({ timeouts: { update: '24m' } })).toEqual(blocked('Terraform waits 1440 s'));
  expect(slow({ timeouts: { update: '25m' } })).toEqual({ state: 'expected' });
  expect(slow({ timeouts: { update: '1440000ms' } })).toEqual(blocked('Terraform waits 1440 s'));
  expect(slow({ wait_for_rollout: false })).toEqual({ state: 'expected' });
  expect(slow({}, { min_ready_seconds: 120 })).toEqual({ state: 'expected' });
  const all = { strategy: [{ type: 'RollingUpdate', rolling_update: [{ max_surge: '100%', max_unavailable: '0' }] }] };
  expect(slow({}, all)).toEqual({ state: 'expected' });
});

describe('C10 probes that ask late', () => {
  const late = (probe: string, delay: number): Values => ({ [probe]: httpProbe({ initial_delay_seconds: delay }) });
  const side = (probes: Values, spec: Values = {}, more: Values = {}): Values =>
    deployment({ spec: { replicas: '10', ...spec }, containers: [container({ ...probes, ...more })] });
  const rolled = (probes: Values, spec: Values = {}) =>
    completes(updated(web, side(probes, spec), side(probes, spec, { image })));

  it.each([
    ['readiness_probe', 90],
    ['startup_probe', 90],
  ])('C10 the %s after %d s, pod by pod', (probe, delay) =>
    expect(rolled(late(probe, delay))).toEqual(
      blocked('10 pods, 1 at a time with initialDelaySeconds 90, take at least 900 s, and Terraform waits 600 s'),
    ),
  );

  it('C10 and then minReadySeconds', () => {
    expect(rolled(late('readiness_probe', 40))).toEqual({ state: 'expected' });
    expect(rolled(late('readiness_probe', 40), { min_ready_seconds: 30 })).toEqual(
      blocked('with initialDelaySeconds 40 and minReadySeconds 30, take at least 700 s'),
    );
    expect(rolled({ ...late('readiness_probe', 40), ...late('startup_probe', 50) })).toEqual({ state: 'expected' });
    expect(rolled(late('liveness_probe', 90))).toEqual({ state: 'expected' });
  });

  it('C10 later than the progress deadline', () => {
    const stuck = blocked('counts as stuck after progressDeadlineSeconds 60');
    expect(rolled(late('readiness_probe', 61), { replicas: '1', progress_deadline_seconds: 60 })).toEqual(stuck);
    expect(rolled(late('readiness_probe', 60), { replicas: '1', progress_deadline_seconds: 60 })).toEqual({
      state: 'expected',
    });
    expect(completes(created(web, side(late('readiness_probe', 900))))).toEqual(
      blocked('asks after 900 s, and the Deployment counts as stuck after progressDeadlineSeconds 600'),
    );
  });

  it('C10 all at once where nothing rolls', () => {
    const fresh = (create: string) =>
      completes(created(web, { ...side(late('readiness_probe', 90)), timeouts: { create } }));
    expect(fresh('2m')).toEqual({ state: 'expected' });
    expect(fresh('1m')).toEqual(blocked('10 pods, 10 at a time'));
  });
});

it('C10 a kubectl_manifest is waited for again when it timed out', () => {
  const side = (image: string, seconds: number, timeouts: Values = {}): Values =>
    kubectlManifest(deploymentYaml({ image, more: `\n  minReadySeconds: ${seconds}` }), { timeouts });
  const rolled = (seconds: number, timeouts?: Values) =>
    completes(updated('kubectl_manifest.web', side('web:1', seconds, timeouts), side('web:2', seconds, timeouts)));
  expect(rolled(300)).toEqual({ state: 'expected' });
  expect(rolled(501)).toEqual(blocked('take at least 1503 s, and Terraform waits at most 1500 s'));
  expect(rolled(501, { create: '11m' })).toEqual({ state: 'expected' });
});
