import { diffPlan } from '../../../review/diff/diff-plan';
import { contentKey, isEmpty, sameValue } from '../../../review/diff/equal';
import { sameStructure, structureOf } from '../../../review/diff/structured-text';
import { digestOf } from '../../../review/digest/digest';
import { readPlan } from '../../support/read-plan';
import { planText, updated, type Values } from '../../support/plan-builder';

it.each([
  [null, true],
  ['', true],
  [[], true],
  [{}, true],
  [{ a: null, b: [] }, true],
  [{ a: '' }, false], // a label
  [[{}], false], // a block that is there: empty_dir {}, from {}
  [0, false],
  [false, false],
])('%j is empty: %s', (value, empty) => {
  expect(isEmpty(value)).toBe(empty);
});

it.each([
  [{ a: 1, b: null }, { a: 1 }, true],
  [{ a: '' }, { a: [] }, true],
  [{ labels: { a: '' } }, { labels: {} }, false],
  [{ labels: { a: '' } }, { labels: { a: null } }, false],
  [[{ labels: { a: '' } }], [{ labels: null }], false],
  [[1, 2], [2, 1], false],
  [[{}], [], false],
  [{ a: 0 }, {}, false],
])('%j and %j have one value: %s', (one, other, same) => {
  expect(sameValue(one, other)).toBe(same);
  expect(sameValue(other, one)).toBe(same);
  expect(contentKey(one) === contentKey(other)).toBe(same);
});

describe('JSON and YAML inside texts', () => {
  it.each([
    ['{"a":1,"b":[2]}', '{ "b": [2], "a": 1 }', true],
    ['[1,2]', '[2,1]', false],
    ['a: 1\nb: 2\n', '# note\nb: 2\na: 1\n', true],
    ['a: 1\n', 'a: 2\n', false],
    ['plain text', 'plain  text', false],
    ['{{ .Values }}', '{{ .Values  }}', false],
    ['{"allow":[]}', '{"allow":null}', false], // whoever reads it may tell them apart
    ['12', '12.0', false], // bare scalars are texts, not structures
  ])('%j and %j have one structure: %s', (one, other, same) => {
    expect(sameStructure(one, other)).toBe(same);
  });

  it.each([
    'worker_processes 1;\nevents {}\n',
    'Dear all,\nplease note: this is prose.\nRegards\n',
    '#!/bin/sh\nset -e\necho hi\n',
    'a:\tb\nc:\td\n',
  ])('takes %j for plain text', (text) => {
    expect(structureOf(text)).toBeUndefined();
  });

  it('is not taken in by aliases that multiply', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`).join()}]`),
    ].join('\n');
    const started = performance.now();
    structureOf(`${bomb}\n`);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('an empty selector of a manifest', () => {
  it.each(['podSelector', 'namespaceSelector', 'labelSelector'])('says more than an absent %s', (key) => {
    expect(isEmpty({ [key]: {} })).toBe(false);
    expect(sameValue({ [key]: {} }, {})).toBe(false);
    expect(sameValue({}, { [key]: { matchLabels: null } })).toBe(false);
    expect(sameValue({ [key]: {} }, { [key]: { matchLabels: {} } })).toBe(true);
    expect(contentKey([{ [key]: {} }])).not.toBe(contentKey([{}]));
  });

  it('is told from another one, by the diff and by the digest', () => {
    const policy = (peer: Values): Values => {
      const manifest = {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        spec: { ingress: [{ from: [peer] }] },
      };
      return { manifest, object: manifest };
    };
    const planned = (after: Values) =>
      readPlan(planText([updated('kubernetes_manifest.web', policy({ podSelector: {} }), policy(after))]), {
        stack: 's',
      });
    const cluster = planned({ namespaceSelector: {} });
    expect(diffPlan(cluster).changes.flatMap(({ differences }) => differences.map(({ label }) => label))).toEqual([
      'ingress > from > podSelector',
      'ingress > from > namespaceSelector',
    ]);
    expect(digestOf([cluster], [])).not.toBe(digestOf([planned({ namespaceSelector: {}, podSelector: {} })], []));
    expect(digestOf([cluster], [])).not.toBe(digestOf([planned({})], []));
  });
});

describe('what somebody wrote into a map', () => {
  const planned = (before: Values, after: Values, type = 'kubernetes_deployment_v1') =>
    readPlan(planText([updated(`${type}.web`, before, after)]), { stack: 's' });
  const labels = (...sides: readonly [Values, Values, string?]) =>
    diffPlan(planned(...sides)).changes.flatMap(({ differences }) => differences.map(({ label }) => label));
  const pod = (values: Values): Values => ({ spec: [{ template: [{ spec: [values], metadata: [{}] }] }] });
  const annotated = (key: string, value: string): Values => ({
    spec: [{ template: [{ metadata: [{ annotations: { [key]: value } }] }] }],
  });
  const claim = (storageClassName?: string): Values => ({ manifest: { spec: { storageClassName } } });
  const budget = (selector?: Values): Values => ({ manifest: { spec: { selector } } });

  it.each<[string, Values, Values, string]>([
    ['an empty label', pod({ node_selector: null }), pod({ node_selector: { worker: '' } }), 'kubernetes_pod_v1'],
    ['an empty key', { data: { A: '1' } }, { data: { A: '1', B: '' } }, 'kubernetes_config_map_v1'],
    ['an empty key that is all there is', { data: null }, { data: { B: '' } }, 'kubernetes_config_map_v1'],
    [
      'a duration as an annotation',
      annotated('connect-timeout', '60s'),
      annotated('connect-timeout', '1m'),
      'kubernetes_job_v1',
    ],
    ['a quantity as an annotation', annotated('memory', '1024Mi'), annotated('memory', '1Gi'), 'kubernetes_job_v1'],
    ['no storage class in place of the default', claim(), claim(''), 'kubernetes_manifest'],
    ['all pods in place of none', budget(), budget({}), 'kubernetes_manifest'],
  ])('counts to the letter: %s', (_, before, after, type) => {
    expect(labels(before, after, type)).not.toEqual([]);
    expect(digestOf([planned(before, after, type)], [])).not.toBe(digestOf([planned(before, before, type)], []));
  });

  it('is not what the provider flips in a block', () => {
    const flipped = [pod({ hostname: null, node_selector: null }), pod({ hostname: '', node_selector: {} })] as const;
    expect(labels(...flipped)).toEqual([]);
    expect(digestOf([planned(...flipped)], [])).toBe(digestOf([planned(flipped[0], flipped[0])], []));
  });
});
