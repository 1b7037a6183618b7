import { container, deployment, podSpec } from '../../support/kubernetes-values';
import { unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast, inSpec, workloadsOf } from './release';

const still = unchanged('kubernetes_deployment_v1.web', deployment());
const next = [container({ image: 'registry.example/web:2.0.0-0123456789ab' })];
const rolls = updated('kubernetes_deployment_v1.web', deployment(), deployment({ containers: next }));
const space = (labels: Values, annotations: Values = {}): Values => ({
  metadata: [{ name: 'shop', labels, annotations }],
});
const change = (was: Values, is: Values) => updated('kubernetes_namespace_v1.shop', was, is);

it('I22 a mesh that puts a proxy into pods that start, or no longer does', () => {
  const [on, off] = [space({ 'istio-injection': 'enabled' }), space({})];
  for (const [was, is] of [
    [on, off],
    [off, on],
    [off, space({}, { 'linkerd.io/inject': 'enabled' })],
    [space({ 'istio.io/rev': '1-26' }), space({ 'istio.io/rev': '1-27' })],
  ] as const)
    expect(forecast([rolls, change(was, is)])).toMatchObject({
      impact: 'unknown',
      conditions: [{ if: expect.stringContaining('puts the same proxy into these pods as before'), impact: 'none' }],
    });
  expect(forecast([rolls, change(space({ team: 'a' }), space({ team: 'b' }))]).impact).toBe('none');
  expect(workloadsOf([still, change(off, on)])).toEqual([]);
});

it('I22 the ambient mode takes up what running pods send as well', () => {
  const [on, off] = [space({ 'istio.io/dataplane-mode': 'ambient' }), space({})];
  for (const entry of [still, rolls])
    for (const [was, is] of [
      [on, off],
      [off, on],
    ] as const)
      expect(forecast([entry, change(was, is)])).toMatchObject({
        impact: 'unknown',
        reasons: expect.arrayContaining([
          expect.objectContaining({ fields: ['Namespace shop > label istio.io/dataplane-mode'] }),
        ]),
        conditions: [{ if: 'they are reached through Istio as before', impact: 'none' }],
      });
});

it('I22 the ambient mode moves no pods that decide themselves, and other modes none at all', () => {
  const [on, off] = [space({ 'istio.io/dataplane-mode': 'ambient' }), space({})];
  const own = (mode: string): Values => {
    const labels = { app: 'web', 'istio.io/dataplane-mode': mode };
    return inSpec(deployment(), { template: [{ metadata: [{ labels }], spec: podSpec() }] });
  };
  for (const mode of ['none', 'ambient'])
    expect(workloadsOf([unchanged('kubernetes_deployment_v1.web', own(mode)), change(off, on)])).toEqual([]);
  expect(workloadsOf([still, change(off, space({ 'istio.io/dataplane-mode': 'none' }))])).toEqual([]);
});

it('I22 whether a mesh does so is known only after apply', () => {
  const hidden = updated('kubernetes_namespace_v1.shop', space({}), space({}), {
    afterUnknown: { metadata: [{ labels: { 'istio-injection': true } }] },
  });
  expect(forecast([rolls, hidden]).impact).toBe('unknown');
});

it('I22 one mesh is told of once, whichever of its marks change', () => {
  const hidden = updated('kubernetes_namespace_v1.shop', space({}), space({}), {
    afterUnknown: { metadata: [{ labels: true }] },
  });
  const revised = change(space({ 'istio-injection': 'enabled' }), space({ 'istio.io/rev': '1-22' }));
  for (const marked of [hidden, revised])
    expect(forecast([rolls, marked]).reasons.filter(({ text }) => text.includes('Istio'))).toContainEqual(
      expect.objectContaining({
        fields: ['Namespace shop > label istio-injection', 'Namespace shop > label istio.io/rev'],
      }),
    );
});
