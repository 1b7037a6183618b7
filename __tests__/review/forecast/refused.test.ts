import { reviewRelease } from '../../../review';
import { refusedOf } from '../../../review/forecast/refused/objects';
import { objectsOf } from '../../../review/kubernetes-object';
import { container, deployment } from '../../support/kubernetes-values';
import { type Entry, unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast, read } from './release';

const way = 'kubernetes_manifest.way';
const web = 'kubernetes_deployment_v1.web';
const image = 'registry.example/web:2.0.0-0123456789ab';
const metadata = { name: 'web', namespace: 'shop' };
const told = (entry: Entry) => {
  const { plans, changes } = read([{ stack: 'lab', entries: [entry] }]);
  return refusedOf(objectsOf(plans, changes)).map(({ message }) => message);
};

describe('a Service', () => {
  const service = (spec: Values, live: Values = {}): Values => {
    const written = {
      kind: 'Service',
      metadata,
      spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }], ...spec },
    };
    return { manifest: written, object: { ...written, spec: { ...written.spec, ...live } } };
  };
  const live = { type: 'ClusterIP', clusterIP: '10.96.0.10', clusterIPs: ['10.96.0.10'], ipFamilies: ['IPv4'] };
  const dual = { ...live, clusterIPs: ['10.96.0.10', 'fd00::10'], ipFamilies: ['IPv4', 'IPv6'] };
  const headless = { ...live, clusterIP: 'None', clusterIPs: ['None'] };
  const balancer = { ...live, type: 'LoadBalancer', loadBalancerClass: 'one' };

  it.each<[string, Values, Values, Values]>([
    ['clusterIP', { clusterIP: '10.96.0.10' }, { clusterIP: '10.96.0.11' }, live],
    ['clusterIP', {}, { clusterIP: '10.96.0.11' }, live],
    ['clusterIP', {}, { clusterIP: 'None' }, live],
    ['clusterIP', { clusterIP: 'None' }, { clusterIP: '10.96.0.11' }, headless],
    ['clusterIP', {}, { clusterIPs: ['10.96.0.10', 'fd00::11'] }, dual],
    ['clusterIP', {}, { clusterIPs: ['fd00::10', '10.96.0.10'] }, dual],
    ['clusterIP', { clusterIPs: dual.clusterIPs }, { clusterIPs: ['10.96.0.10'] }, dual],
    ['ipFamilies', { ipFamilies: ['IPv4', 'IPv6'] }, { ipFamilies: ['IPv6', 'IPv4'] }, dual],
    ['ipFamilies', { ipFamilies: ['IPv4', 'IPv6'] }, { ipFamilies: ['IPv4'] }, dual],
    ['loadBalancerClass', { loadBalancerClass: 'one', type: 'LoadBalancer' }, { type: 'LoadBalancer' }, balancer],
  ])('C12 %s that cannot change from %j to %j', (field, was, is, of) => {
    const change = updated(way, service(was, of), service(is));
    expect(told(change)).toEqual([
      `Kubernetes refuses the change of Service web: ${field} of a Service that exists cannot change.`,
    ]);
    expect(forecast([unchanged(web, deployment()), change])).toMatchObject({
      impact: 'none',
      reasons: [
        { text: expect.stringContaining('Kubernetes refuses the change of Service web, which stays as it is') },
      ],
    });
  });

  it.each<[Values, Values, Values]>([
    [{ clusterIP: '10.96.0.10' }, {}, live],
    [{ clusterIP: 'None' }, { clusterIP: '' }, headless],
    [{}, { clusterIP: '10.96.0.10' }, live],
    [{}, { clusterIPs: ['10.96.0.10', 'fd00::10'], ipFamilies: ['IPv4', 'IPv6'] }, live],
    [dual, { ...live, ipFamilyPolicy: 'SingleStack' }, dual],
    [{ ...headless }, { ...headless, ipFamilies: ['IPv6'] }, headless],
    [{ clusterIP: '10.96.0.10' }, { type: 'ExternalName', externalName: 'a.example' }, live],
    [{ type: 'ExternalName' }, { type: 'ClusterIP', clusterIP: '10.96.0.11' }, { type: 'ExternalName' }],
    [{ type: 'LoadBalancer' }, { type: 'LoadBalancer', sessionAffinity: 'ClientIP' }, balancer],
    [{ type: 'ClusterIP' }, { type: 'LoadBalancer', loadBalancerClass: 'one' }, live],
  ])('C12 takes the change from %j to %j', (was, is, of) =>
    expect(told(updated(way, service(was, of), service(is)))).toEqual([]),
  );

  it('C12 I8 that is refused leaves its selector too', () => {
    const turned = { clusterIP: '10.96.0.11', selector: { app: 'other' } };
    const entries = [unchanged(web, deployment()), updated(way, service({}, live), service(turned))];
    expect(forecast(entries).impact).toBe('none');
  });
});

describe('what is immutable', () => {
  const settings = (kind: string, more: Values, immutable: boolean | null = true): Values => ({
    manifest: { kind, metadata: { ...metadata, name: 'settings' }, immutable, ...more },
  });
  const address = 'kubernetes_manifest.settings';
  const one = { data: { title: 'a' } };

  it.each<[string, Values, Values]>([
    ['ConfigMap', settings('ConfigMap', one), settings('ConfigMap', { data: { title: 'b' } })],
    ['ConfigMap', settings('ConfigMap', one), settings('ConfigMap', { ...one, binaryData: { more: 'YQ==' } })],
    ['ConfigMap', settings('ConfigMap', one), settings('ConfigMap', one, false)],
    ['ConfigMap', settings('ConfigMap', one), settings('ConfigMap', one, null)],
    ['Secret', settings('Secret', one), settings('Secret', { stringData: { title: 'b' } })],
  ])('C12 I14 is a %s that keeps what it holds', (kind, was, is) =>
    expect(told(updated(address, was, is))).toEqual([
      `Kubernetes refuses the change of ${kind} settings: it is immutable.`,
    ]),
  );

  it('C12 is never routine, also where nobody reads it', () => {
    const change = updated(address, settings('ConfigMap', one), settings('ConfigMap', { data: {} }));
    const { plans } = read([{ stack: 'lab', entries: [change] }]);
    expect(reviewRelease({ plans, now: new Date('2027-01-01') })).toMatchObject({
      verdict: 'needs-approval',
      verdictReasons: [expect.stringContaining('ConfigMap settings: it is immutable (high: immutable-field, lab)')],
    });
  });

  it('C12 is the type of every Secret', () => {
    const typed = (type: string | null) => settings('Secret', { ...one, type }, null);
    expect(told(updated(address, typed(null), typed('kubernetes.io/tls')))).toHaveLength(1);
    expect(told(updated(address, typed('Opaque'), typed(null)))).toEqual([]);
  });

  it('C12 may be the same where it is known only after apply', () =>
    expect(
      told(
        updated(address, settings('ConfigMap', one), settings('ConfigMap', {}), {
          afterUnknown: { manifest: { data: true } },
        }),
      ),
    ).toEqual([expect.stringContaining('unless what is known only after apply is the same.')]));

  it('C12 I14 becomes so, and changes before that, as it likes', () => {
    expect(told(updated(address, settings('ConfigMap', one, null), settings('ConfigMap', { data: {} })))).toEqual([]);
    const labelled = settings('ConfigMap', one);
    const manifest = {
      ...(labelled.manifest as Values),
      metadata: { ...metadata, name: 'settings', labels: { a: 'b' } },
    };
    expect(told(updated(address, settings('ConfigMap', one), { manifest }))).toEqual([]);
  });

  const reads = (tag: string) => {
    const env = [{ name: 'T', value_from: [{ config_map_key_ref: [{ name: 'settings', key: 'heading' }] }] }];
    return deployment({ containers: [container({ image: tag, env })] });
  };
  it('C12 comes into effect with no restart', () => {
    const entries = [
      updated(
        address,
        settings('ConfigMap', { data: { heading: 'a' } }),
        settings('ConfigMap', { data: { heading: 'b' } }),
      ),
      unchanged(web, reads(image)),
    ];
    const { plans } = read([{ stack: 'lab', entries }]);
    const found = reviewRelease({ plans, now: new Date('2027-01-01') }).findings.filter(({ on }) => on === 'change');
    expect(found.map(({ id }) => id)).toEqual(['immutable-field']);
  });

  const changes = (was: Values, is: Values) =>
    forecast([
      updated(address, settings('ConfigMap', { data: was }), settings('ConfigMap', { data: is })),
      updated(web, reads('web:1'), reads(image)),
    ]).completes;

  it('C12 C5 gives new pods none of the keys that a refused change adds', () =>
    expect(changes({ title: 'a' }, { title: 'a', heading: 'b' })).toEqual({
      state: 'blocked',
      reason: 'ConfigMap settings has no key heading, which new pods need',
    }));

  it('C12 C5 leaves new pods with what it holds now', () => {
    expect(changes({ heading: 'a' }, { heading: 'b' })).toEqual({
      state: 'unknown',
      reason: expect.stringContaining('Kubernetes refuses the change of ConfigMap settings'),
    });
    expect(changes({ heading: 'a' }, {}).state).toBe('unknown'); // it keeps the key that the release takes away
  });
});
