import { deployment, service } from '../../support/kubernetes-values';
import { unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast } from './release';

const route = (hostnames: readonly string[], ...matches: readonly Values[]): Values => ({
  manifest: {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { hostnames, rules: [{ matches, backendRefs: [{ name: 'web', port: 80 }] }] },
  },
});
const change = (was: Values, is: Values) =>
  forecast([
    unchanged('kubernetes_deployment_v1.web', deployment()),
    unchanged('kubernetes_service_v1.web', service()),
    updated('kubernetes_manifest.route', was, is),
  ]);
const prefix = (value: string): Values => ({ path: { type: 'PathPrefix', value } });
const versioned: Values = { ...prefix('/api'), headers: [{ name: 'x-version', value: '2' }] };

it('I12 one more hostname or match of a route loses nothing, one that goes does', () => {
  const [one, two] = [route(['a.example'], prefix('/api')), route(['a.example', 'b.example'], prefix('/api'))];
  expect(change(one, two).impact).toBe('none');
  expect(change(two, one)).toMatchObject({
    impact: 'outage',
    reasons: [{ text: 'HTTPRoute web no longer leads b.example/api here.', fields: ['HTTPRoute web > b.example/api'] }],
  });
  expect(change(one, route(['a.example'], prefix('/api'), versioned)).impact).toBe('none');
  const gone = change(route(['a.example'], prefix('/other'), versioned), route(['a.example'], prefix('/other')));
  expect(gone.impact).toBe('outage');
  expect(gone.reasons[0]?.text).toContain('a.example/api (headers name x-version, headers value 2)');
  expect(change(route([]), route([], prefix('/'))).impact).toBe('none'); // no match at all is the prefix /
});
