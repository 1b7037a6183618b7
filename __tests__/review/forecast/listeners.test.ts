import { container, deployment, metadata, service } from '../../support/kubernetes-values';
import { type Entry, unchanged, updated, type Values } from '../../support/plan-builder';
import { workloadsOf } from './release';

const web = 'kubernetes_deployment_v1.web';
const front = 'kubernetes_service_v1.web';
const pods = (...ports: readonly (readonly [name: string, number: number])[]) =>
  deployment({
    containers: [
      container({ port: ports.map(([name, container_port]) => ({ name, container_port, protocol: 'TCP' })) }),
    ],
  });
const both = pods(['http', 8080], ['metrics', 9090]);
const leading = (...targets: readonly (readonly [port: number, target: string])[]) =>
  service({ port: targets.map(([port, target_port]) => ({ name: `p${port}`, port, target_port, protocol: 'TCP' })) });
const told = (...entries: readonly Entry[]) => workloadsOf(entries).find(({ name }) => name === 'web')?.forecast;

it('I10 a Service that leads a port to another listener of the same pods is unknown', () => {
  const moves = (was: Values, is: Values) => told(unchanged(web, both), updated(front, was, is));
  expect(moves(leading([80, '8080']), leading([80, '9090']))).toMatchObject({
    impact: 'unknown',
    reasons: [
      {
        text: 'Service web: requests to port 80 reach port 9090 of the pods in place of 8080; whether the same answers there is not in the plan.',
      },
    ],
  });
  expect(moves(leading([80, '8080'], [81, '9090']), leading([80, '9090'], [81, '8080']))?.reasons).toHaveLength(2);
  expect(moves(leading([80, '8080']), leading([80, 'http']))?.impact).toBe('none');
  expect(moves(leading([80, 'gone']), leading([80, 'http']))?.impact).toBe('none'); // it led nowhere before
});

it('I10 a port name that moves to another listener of the pods is unknown', () => {
  const moves = (is: Values) => told(updated(web, both, is), unchanged(front, leading([80, 'http'])))?.impact;
  expect(moves(pods(['metrics', 8080], ['http', 9090]))).toBe('unknown');
  expect(moves(pods(['old', 8080], ['http', 8081], ['metrics', 9090]))).toBe('unknown');
  expect(moves(pods(['http', 8081], ['metrics', 9090]))).toBe('none'); // the same listener under another number
});

it('I12 a way that turns to another port of its Service may reach another listener', () => {
  const route = (number: number): Values => ({
    metadata: metadata('web'),
    spec: [
      {
        rule: [
          {
            host: 'shop.example',
            http: [{ path: [{ path: '/', backend: [{ service: [{ name: 'web', port: [{ number }] }] }] }] }],
          },
        ],
      },
    ],
  });
  const turns = (second: string) =>
    told(
      unchanged(web, both),
      unchanged(front, leading([80, '8080'], [81, second])),
      updated('kubernetes_ingress_v1.web', route(80), route(81)),
    );
  expect(turns('9090')).toMatchObject({
    impact: 'unknown',
    reasons: [
      { text: expect.stringContaining('requests to shop.example/ reach port 9090 of the pods in place of 8080') },
    ],
  });
  expect(turns('http')?.impact).toBe('none');
});
