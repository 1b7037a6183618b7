import { container, deployment, metadata, service } from '../../support/kubernetes-values';
import { created, type Entry, unchanged, updated, type Values } from '../../support/plan-builder';
import { type Stack, workloadsOf, workloadsOfStacks } from './release';

const route = 'kubernetes_ingress_v1.web';
const leading = (name: string): Values => ({
  metadata: metadata('web'),
  spec: [
    {
      rule: [
        { host: 'shop.example', http: [{ path: [{ backend: [{ service: [{ name, port: [{ number: 80 }] }] }] }] }] },
      ],
    },
  ],
});
const around = [
  unchanged('kubernetes_deployment_v1.web', deployment()),
  unchanged('kubernetes_service_v1.web', service()),
];
const turn = updated(route, leading('web'), leading('green'));
const green = (spec: Values = {}, more: Values = {}) =>
  deployment({ name: 'green', spec, containers: [container(more)] });
const pods = 'kubernetes_deployment_v1.green';
const greenService = service({ selector: { app: 'green' } }, 'green');
const front = unchanged('kubernetes_service_v1.green', greenService);
const ofWeb = (workloads: ReturnType<typeof workloadsOf>) => workloads.find(({ name }) => name === 'web')?.forecast;
const led = (...entries: readonly Entry[]) => ofWeb(workloadsOf([...around, turn, ...entries]));

it('I12 a way led to another Service needs pods there that answer', () => {
  expect(led(front, unchanged(pods, green()))?.impact).toBe('none');
  expect(led(front, unchanged(pods, green({ replicas: '0' })))).toMatchObject({
    impact: 'outage',
    reasons: [{ text: 'Ingress web leads shop.example/ to Service green, behind which Deployment green has no pods.' }],
  });
  const other = { port: [{ container_port: 9000, name: 'grpc', protocol: 'TCP' }] };
  expect(led(front, unchanged(pods, green({}, other)))).toMatchObject({
    impact: 'outage',
    conditions: [{ if: 'a container listens on 8080, which it need not declare', impact: 'none' }],
  });
  expect(led(front, unchanged(pods, green({}, { port: [] })))?.impact).toBe('none');
  const image = { image: 'registry.example/web:2.0.0-0123456789ab' };
  expect(led(front, updated(pods, green(), green({}, image)))?.impact).toBe('none'); // it rolls without loss
  const recreate = { strategy: [{ type: 'Recreate' }] };
  expect(led(front, updated(pods, green(recreate), green(recreate, image)))?.impact).toBe('outage');
});

it('I12 a way led to pods or a Service that this release creates may come too early', () => {
  expect(led(front, created(pods, green()))).toMatchObject({
    impact: 'outage',
    conditions: [{ if: 'they are ready before Ingress web changes', impact: 'none' }],
  });
  expect(led(created('kubernetes_service_v1.green', greenService), unchanged(pods, green()))?.impact).toBe(
    'errors-possible',
  );
  const stacks = (first: readonly Entry[]): readonly Stack[] => [
    { stack: 'pods', entries: first },
    { stack: 'ways', entries: [...around, turn] },
  ];
  const impact = (waits: boolean) =>
    ofWeb(
      workloadsOfStacks(
        stacks([
          created(pods, { ...green(), wait_for_rollout: waits }),
          created('kubernetes_service_v1.green', greenService),
        ]),
      ),
    )?.impact;
  expect(impact(true)).toBe('none');
  expect(impact(false)).toBe('outage');
});

it('I12 a route that leads a share of its requests elsewhere', () => {
  const shared = (...refs: readonly Values[]): Values => ({
    manifest: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { rules: [{ backendRefs: refs.map((ref) => ({ port: 80, ...ref })) }] },
    },
  });
  const shifts = (was: Values, is: Values, ...entries: readonly Entry[]) =>
    ofWeb(workloadsOf([...around, updated('kubernetes_manifest.route', was, is), ...entries]))?.impact;
  const alone = shared({ name: 'web' });
  const both = (weight: number) => shared({ name: 'web', weight: 10 }, { name: 'green', weight });
  expect(shifts(alone, both(90))).toBe('unknown');
  expect(shifts(alone, both(0))).toBe('none');
  expect(shifts(alone, both(90), front, unchanged(pods, green()))).toBe('none');
  expect(shifts(both(0), both(90), front, unchanged(pods, green({ replicas: '0' })))).toBe('outage');
});
