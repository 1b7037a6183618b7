import * as precedence from '../../../review/forecast/ways/way-precedence';
import { deployment, metadata, service } from '../../support/kubernetes-values';
import { created, type Entry, unchanged, updated, type Values } from '../../support/plan-builder';
import { workloadsOf } from './release';

/** Ways of Ingresses whose class is known only after apply: they may be asked for the requests of any class, or of none. */
const ingress = (name: string, host: string, path: string, to: string): Values => ({
  metadata: metadata(name),
  spec: [
    {
      ingress_class_name: 'nginx',
      rule: [
        {
          host,
          http: [
            { path: [{ path, path_type: 'Prefix', backend: [{ service: [{ name: to, port: [{ number: 80 }] }] }] }] },
          ],
        },
      ],
    },
  ],
});
const withoutClass = { afterUnknown: { spec: [{ ingress_class_name: true }] } };
const around: readonly Entry[] = [
  unchanged('kubernetes_deployment_v1.web', deployment()),
  unchanged('kubernetes_service_v1.web', service()),
  unchanged('kubernetes_ingress_v1.web', ingress('web', 'shop.example', '/', 'web')),
];
const reasonsOf = (...entries: readonly Entry[]): readonly string[] =>
  workloadsOf([...around, ...entries]).flatMap(({ forecast }) => forecast.reasons.map(({ text }) => text));

const takes = created('kubernetes_ingress_v1.new', ingress('new', 'shop.example', '/new', 'other'));
const unplaced = (host: string, path: string, to = 'other'): Entry => ({
  ...updated('kubernetes_ingress_v1.x', ingress('x', host, '/', to), ingress('x', host, path, to)),
  ...withoutClass,
});

it('I21 an Ingress of an unknown class has no say in the requests of another host or path', () => {
  const alone = reasonsOf(takes);
  expect(alone).toEqual(['Ingress new leads shop.example/new to Service other, which is in no plan of this release.']);
  expect(reasonsOf(takes, unplaced('x.example', '/'))).toEqual(alone);
  expect(reasonsOf(takes, unplaced('x.example', '/new/deep'))).toEqual(alone);
});

it('I21 whether an Ingress of an unknown class answers in place of another nobody can say', () => {
  const perhaps = created('kubernetes_ingress_v1.y', ingress('y', 'shop.example', '/y', 'other'), withoutClass);
  const reason = expect.stringMatching(/^Ingress y leads shop.example\/y to Service other; which requests/) as string;
  expect(reasonsOf(perhaps)).toEqual([reason]);
  // Of whichever class it is, the longer path goes first.
  const wide = created('kubernetes_ingress_v1.y', ingress('y', 'shop.example', '/', 'other'), withoutClass);
  expect(reasonsOf(takes, wide).filter((text) => text.includes('/new'))).toHaveLength(1);
});

it('I21 many Ingresses of an unknown class are compared with those of their host and path alone', () => {
  const compared = jest.spyOn(precedence, 'meets');
  const comparisons = (count: number): number => {
    compared.mockClear();
    const many = Array.from({ length: count }, (_, index) => {
      const [was, is] = [`/p${index}`, `/p${index}/x`].map((path) => ingress(`i${index}`, 'shop.example', path, 'web'));
      return { ...updated(`kubernetes_ingress_v1.i${index}`, was as Values, is as Values), ...withoutClass };
    });
    workloadsOf([...around, ...many]);
    return compared.mock.calls.length;
  };
  const few = comparisons(20);
  expect(few).toBeGreaterThan(0);
  expect(comparisons(80)).toBeLessThan(8 * few);
});
