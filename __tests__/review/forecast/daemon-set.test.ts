import { container, daemonSet } from '../../support/kubernetes-values';
import { created, deleted, type Entry, replaced, unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast, workloadsOf } from './release';

describe('a DaemonSet that is replaced', () => {
  const address = 'kubernetes_daemon_set_v1.agent';
  const after = daemonSet({ name: 'agent-2' });
  const byActions = (actions: readonly string[], value: Values = after) =>
    forecast([{ ...replaced(address, daemonSet(), value), actions }]);

  it('N9 loses the pods of all nodes where the old one goes first', () =>
    expect(byActions(['delete', 'create'])).toMatchObject({ rollout: 'replaced', impact: 'outage' }));

  it('N9 loses none where the new one is made first and waited for', () => {
    expect(byActions(['create', 'delete'])).toMatchObject({ rollout: 'replaced', impact: 'none' });
    expect(byActions(['create', 'delete'], { ...after, wait_for_rollout: false })).toMatchObject({ impact: 'outage' });
    const port = [{ container_port: 8080, host_port: 8080, protocol: 'TCP' }];
    const onHost = daemonSet({ name: 'agent-2', containers: [container({ port })] });
    expect(byActions(['create', 'delete'], onHost).completes).toMatchObject({ state: 'blocked' });
  });

  it('N9 loses none where the old one lives on', () =>
    expect(byActions(['forget', 'create'])).toMatchObject({ rollout: 'created', impact: 'none' }));
});

describe('where a DaemonSet may run', () => {
  const address = 'kubernetes_daemon_set_v1.agent';
  const surge: Values = {
    strategy: [{ type: 'RollingUpdate', rolling_update: [{ max_surge: '1', max_unavailable: '0' }] }],
  };
  const onDelete: Values = { strategy: [{ type: 'OnDelete', rolling_update: [] }] };
  const set = (spec: Values, pod: Values) => daemonSet({ spec, pod });
  const affinity = (kind: string, values: readonly string[], operator = 'In'): Values => ({
    affinity: [
      {
        node_affinity: [
          { [kind]: [{ node_selector_term: [{ match_expressions: [{ key: 'zone', operator, values }] }] }] },
        ],
      },
    ],
  });
  const tolerates = (...keys: readonly string[]): Values => ({
    toleration: keys.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute' })),
  });
  const required = 'required_during_scheduling_ignored_during_execution';

  it.each<[string, Values, Values]>([
    ['node selector', {}, { node_selector: { pool: 'edge' } }],
    ['node affinity', affinity(required, ['a', 'b']), affinity(required, ['a'])],
    ['tolerations', tolerates('a', 'b'), tolerates('a')],
    ['node name', {}, { node_name: 'node-1' }],
  ])('I19 %s that leaves nodes out', (what, before, after) => {
    for (const spec of [surge, onDelete]) {
      const found = forecast([updated(address, set(spec, before), set(spec, after))]);
      expect(found).toMatchObject({ impact: 'unknown', lowestAvailable: null });
      expect(found.reasons[0]?.text).toContain(`The changed ${what} may leave nodes out`);
    }
  });

  it.each<[Values, Values]>([
    [{ node_selector: { pool: 'edge' } }, {}],
    [affinity(required, ['a']), {}],
    [tolerates('a'), tolerates('a', 'b')],
    [{ node_selector: { pool: 'edge' } }, { node_selector: { pool: 'edge' }, ...tolerates('a') }],
  ])('I19 but not what takes more nodes in: %j to %j', (before, after) =>
    expect(forecast([updated(address, set(surge, before), set(surge, after))]).impact).toBe('none'),
  );

  describe('I19 when a Node is labelled from outside', () => {
    const patch = (pool: string): Values => ({ kind: 'Node', metadata: [{ name: 'node-1' }], labels: { pool } });
    const label = 'kubernetes_labels.node';
    const told = (pod: Values, entry: Entry) =>
      workloadsOf([unchanged(address, set(surge, pod)), entry]).map(({ forecast }) => forecast.impact);
    const edge: Values = { node_selector: { pool: 'edge' } };

    it.each<[string, Entry, readonly string[]]>([
      ['that no longer fits', updated(label, patch('edge'), patch('inner')), ['unknown']],
      ['that is gone', deleted(label, patch('edge')), ['unknown']],
      ['that nobody knew', created(label, patch('inner')), ['unknown']],
      ['that fits now', updated(label, patch('inner'), patch('edge')), []],
      ['that never fitted', updated(label, patch('inner'), patch('outer')), []],
    ])('I19 with a label %s', (_, entry, impacts) => expect(told(edge, entry)).toEqual(impacts));

    it('I19 with a label that its affinity names, or nobody', () => {
      const changes = updated(
        label,
        { ...patch('a'), labels: { zone: 'a' } },
        { ...patch('a'), labels: { zone: 'b' } },
      );
      expect(told(affinity(required, ['a']), changes)).toEqual(['unknown']);
      expect(told(affinity(required, ['b']), changes)).toEqual([]);
      expect(told(affinity(required, ['a', 'b']), changes)).toEqual([]);
      expect(told(affinity(required, ['virtual'], 'NotIn'), changes)).toEqual([]);
      expect(told(affinity(required, ['1'], 'Gt'), changes)).toEqual(['unknown']);
      expect(told(edge, changes)).toEqual([]);
    });
  });

  it('I19 a strategy that is known only after apply', () => {
    const afterUnknown = { spec: [{ strategy: [{ rolling_update: [{ max_surge: true }] }] }] };
    const image = [container({ image: 'registry.example/web:2.0.0-0123456789ab' })];
    const after = daemonSet({ spec: surge, containers: image });
    expect(forecast([updated(address, daemonSet({ spec: surge }), after, { afterUnknown })]).impact).toBe('unknown');
  });
});
