import { container, deployment, metadata, service, statefulSet } from '../../support/kubernetes-values';
import { created, deleted, type Entry, unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast } from './release';

const image = 'registry.example/web:2.0.0-0123456789ab';
const rolled = (was: Values, is: Values) =>
  forecast([
    updated(
      'kubernetes_deployment_v1.web',
      deployment({ pod: was }),
      deployment({ pod: is, containers: [container({ image })] }),
    ),
    unchanged('kubernetes_service_v1.web', service()),
  ]);
const labels = [{ match_labels: { app: 'web' } }];
const apart = (kind: string): Values => ({
  affinity: [
    {
      pod_anti_affinity: [{ [kind]: [{ topology_key: 'kubernetes.io/hostname', label_selector: labels }] }],
    },
  ],
});
const spread = (when_unsatisfiable: string, more: Values = {}): Values => ({
  topology_spread_constraint: [
    { max_skew: 1, topology_key: 'zone', when_unsatisfiable, label_selector: labels, ...more },
  ],
});
const required = 'required_during_scheduling_ignored_during_execution';
/** Each list is a term: a node fits where it fits one of them. */
const zones = (...terms: readonly (readonly string[])[]): Values => ({
  affinity: [
    {
      node_affinity: [
        {
          [required]: [
            {
              node_selector_term: terms.map((values) => ({
                match_expressions: [{ key: 'zone', operator: 'In', values }],
              })),
            },
          ],
        },
      ],
    },
  ],
});
const tolerates = (more: Values): Values => ({ toleration: [{ key: 'a', ...more }] });

it.each<[string, Values, Values]>([
  ['node selector', {}, { node_selector: { pool: 'edge' } }],
  ['tolerations', { toleration: [{ key: 'a', operator: 'Exists' }] }, {}],
  ['pod anti-affinity', {}, apart(required)],
  ['topology spread', spread('ScheduleAnyway'), spread('DoNotSchedule')],
  ['topology spread', spread('DoNotSchedule', { max_skew: 2 }), spread('DoNotSchedule')],
  ['topology spread', spread('DoNotSchedule'), spread('DoNotSchedule', { node_taints_policy: 'Honor' })],
  ['node affinity', zones(['a', 'b']), zones(['a'])],
  ['node affinity', zones(['a'], ['b']), zones(['a'])],
  ['tolerations', tolerates({ operator: 'Exists' }), tolerates({ value: 'b' })],
  ['runtime class', {}, { runtime_class_name: 'gvisor' }],
  ['scheduler', { scheduler_name: 'default-scheduler' }, { scheduler_name: 'other' }],
])('C14 whether a node fits another %s', (what, was, is) =>
  expect(rolled(was, is)).toMatchObject({
    impact: 'none',
    completes: {
      state: 'unknown',
      reason: `whether a node fits the changed ${what} of the new pods is not in the plan`,
    },
  }),
);

it.each<[string, Values, Values]>([
  ['fewer demands', { node_selector: { pool: 'edge' }, ...apart(required) }, {}],
  ['the same demands', spread('DoNotSchedule'), spread('DoNotSchedule')],
  ['a spread that may be wider', spread('DoNotSchedule'), spread('DoNotSchedule', { max_skew: 2 })],
  [
    'defaults of a spread that are written down',
    spread('DoNotSchedule'),
    spread('DoNotSchedule', { min_domains: 1, node_affinity_policy: 'Honor', node_taints_policy: 'Ignore' }),
  ],
  ['one more zone', zones(['a']), zones(['a', 'b'])],
  ['one zone or another', zones(['a']), zones(['a'], ['b'])],
  ['a demand less', zones(['a'], ['b']), zones(['a', 'b'])],
  ['a wider toleration', tolerates({ value: 'b', effect: 'NoSchedule' }), tolerates({ operator: 'Exists' })],
  [
    'the operator of a toleration written down',
    tolerates({ value: 'b' }),
    tolerates({ operator: 'Equal', value: 'b' }),
  ],
  ['fewer seconds', tolerates({ toleration_seconds: '300' }), tolerates({ toleration_seconds: '60' })],
  [
    'preferences',
    {},
    { ...spread('ScheduleAnyway'), ...apart('preferred_during_scheduling_ignored_during_execution') },
  ],
])('C14 finds a node for %s', (_, was, is) => expect(rolled(was, is).completes).toEqual({ state: 'expected' }));

it('C5 a RuntimeClass that goes while new pods need it', () => {
  const pod: Values = { runtime_class_name: 'gvisor' };
  const gone = deleted('kubernetes_runtime_class_v1.gvisor', { metadata: [{ name: 'gvisor' }], handler: 'runsc' });
  const next = deployment({ pod, containers: [container({ image })] });
  expect(forecast([updated('kubernetes_deployment_v1.web', deployment({ pod }), next), gone]).completes).toEqual({
    state: 'blocked',
    reason: 'RuntimeClass gvisor, which new pods need, is deleted by this release',
  });
});

it('C5 a StorageClass that goes while a StatefulSet gets pods', () => {
  const claims = [{ metadata: metadata('data'), spec: [{ storage_class_name: 'fast' }] }];
  const set = (replicas: string, more: Values = {}): Values =>
    statefulSet({ spec: { replicas, volume_claim_template: claims }, containers: [container(more)] });
  const gone = deleted('kubernetes_storage_class_v1.fast', { metadata: [{ name: 'fast' }] });
  const to = (is: Values) => forecast([updated('kubernetes_stateful_set_v1.database', set('1'), is), gone]).completes;
  expect(to(set('3'))).toEqual({
    state: 'blocked',
    reason: 'StorageClass fast, which claims of new pods need, is deleted by this release',
  });
  expect(to(set('1', { image }))).toEqual({ state: 'expected' });
});

it('C2 a limit that a LimitRange gives new pods, lower than the one before', () => {
  const range = (memory: string): Values => ({
    metadata: metadata('defaults'),
    spec: [{ limit: [{ type: 'Container', default: { memory } }] }],
  });
  const bare = (tag: string): Values => deployment({ containers: [container({ image: tag, resources: [] })] });
  const address = 'kubernetes_limit_range_v1.defaults';
  const to = (entry: Entry, is = bare(image)) =>
    forecast([updated('kubernetes_deployment_v1.web', bare('registry.example/web:1'), is), entry]).completes;
  const lowered = updated(address, range('256Mi'), range('16Mi'));
  expect(to(lowered)).toEqual({
    state: 'unknown',
    reason: 'container web starts with the limit of memory 16Mi that a LimitRange gives it, 256Mi before',
  });
  expect(to(created(address, range('1Gi')))).toMatchObject({ reason: expect.stringContaining('and had none') });
  for (const entry of [unchanged(address, range('16Mi')), updated(address, range('16Mi'), range('256Mi'))])
    expect(to(entry)).toEqual({ state: 'expected' });
  expect(
    to(updated(address, range('512Mi'), range('300Mi')), deployment({ containers: [container({ image })] })),
  ).toEqual({
    state: 'expected',
  });
  const own = (memory: string, entry: Entry) =>
    forecast([
      updated(
        'kubernetes_deployment_v1.web',
        deployment({ containers: [container({ resources: [{ limits: { memory } }] })] }),
        bare(image),
      ),
      entry,
    ]).completes;
  for (const entry of [created(address, range('1Gi')), lowered])
    expect(own('8Mi', entry)).toEqual({ state: 'expected' });
  expect(own('1Gi', unchanged(address, range('16Mi')))).toMatchObject({
    reason: 'container web starts with the limit of memory 16Mi that a LimitRange gives it, 1Gi before',
  });
});
