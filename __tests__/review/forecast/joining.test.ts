import { container, deployment, podSpec, service } from '../../support/kubernetes-values';
import { created, type Entry, unchanged, updated, type Values } from '../../support/plan-builder';
import { workloadsOf } from './release';

const pods = 'kubernetes_deployment_v1.worker';
const front = 'kubernetes_service_v1.web';
const worker = (number: number | undefined, spec: Values = {}) => {
  const port = number === undefined ? [] : [{ container_port: number, name: 'metrics', protocol: 'TCP' }];
  const template = [{ metadata: [{ labels: { app: 'web', tier: 'worker' } }], spec: podSpec([container({ port })]) }];
  return deployment({ name: 'worker', spec: { template, ...spec } });
};
const impact = (...entries: readonly Entry[]) =>
  workloadsOf([unchanged('kubernetes_deployment_v1.web', deployment()), ...entries]).find(
    ({ name }) => name === 'worker',
  )?.forecast.impact;

it('I10 pods that join a Service must listen where it sends to', () => {
  const around = unchanged(front, service());
  expect(impact(around, created(pods, worker(9100)))).toBe('errors-possible');
  expect(impact(around, created(pods, worker(9100, { replicas: '0' })))).toBe('none');
  expect(impact(around, updated(pods, worker(9100, { replicas: '0' }), worker(9100)))).toBe('errors-possible');
  expect(impact(around, created(pods, worker(8080)))).toBe('none');
  expect(impact(around, created(pods, worker(undefined)))).toBe('none');
  expect(impact(created(front, service()), created(pods, worker(9100)))).toBe('none');
  const byName = service({ port: [{ port: 80, target_port: 'http', protocol: 'TCP' }] });
  expect(impact(unchanged(front, byName), created(pods, worker(9100)))).toBe('none'); // no endpoint of that port
});

it('I10 pods that a wider selector takes in must listen where the Service sends to', () => {
  const widened = updated(front, service({ selector: { app: 'web', tier: 'web' } }), service());
  expect(impact(widened, unchanged(pods, worker(9100)))).toBe('errors-possible');
  expect(impact(widened, unchanged(pods, worker(8080)))).toBe('none');
  expect(impact(unchanged(front, service()), unchanged(pods, worker(9100)))).toBeUndefined();
});
