import { diffPlan } from '../../../review/diff/diff-plan';
import { readPlan } from '../../support/read-plan';
import { changeLines } from '../../support/difference-text';
import { container, deployment, metadata } from '../../support/kubernetes-values';
import { planText, updated, type Values } from '../../support/plan-builder';

function lines(type: string, before: Values, after: Values, more: Parameters<typeof updated>[3] = {}): string[] {
  const plan = readPlan(planText([updated(`${type}.x`, before, after, more)]), { stack: 's' });
  return diffPlan(plan)
    .changes.flatMap(changeLines)
    .slice(1)
    .map((line) => line.trim());
}
const pods = (before: Values, after: Values) =>
  lines(
    'kubernetes_deployment_v1',
    deployment({ containers: [container(before)] }),
    deployment({ containers: [container(after)] }),
  );
const env = (...names: string[]) =>
  names.map((pair) => ({ name: pair.split('=')[0], value: pair.split('=')[1], value_from: [] }));

describe('elements meet by what identifies them', () => {
  it('shows an inserted variable as one line, not as all later ones renamed', () => {
    expect(pods({ env: env('A=1', 'B=2') }, { env: env('NEW=0', 'A=1', 'B=3') })).toEqual([
      'container web > env NEW: absent -> {"name":"NEW","value":"0","value_from":[]}',
      'container web > env B: "2" -> "3"',
    ]);
  });

  it('says nothing of variables in another order, unless one reads another', () => {
    expect(pods({ env: env('A=1', 'B=2') }, { env: env('B=2', 'A=1') })).toEqual([]);
    expect(pods({ env: env('A=1', 'B=$(A)') }, { env: env('B=$(A)', 'A=1') })).toEqual([
      expect.stringContaining('order of container web > env') as string,
    ]);
  });

  it('names a port by number when it has no name', () => {
    const port = (container_port: number, host_port = 0) => ({ container_port, host_port, name: '', protocol: 'TCP' });
    expect(pods({ port: [port(80), port(90)] }, { port: [port(90), port(80, 1)] })).toEqual([
      'container web > port 80 TCP > host port: 0 -> 1',
    ]);
  });

  it('keeps a renamed container in one piece', () => {
    expect(pods({ name: 'web' }, { name: 'shop' })).toEqual(['container > name: "web" -> "shop"']);
  });

  it('sees that init containers run in another order', () => {
    const two = (...names: string[]) =>
      deployment({ pod: { init_container: names.map((name) => ({ name, image: 'a:1' })) } });
    expect(lines('kubernetes_deployment_v1', two('a', 'b'), two('b', 'a'))).toEqual([
      expect.stringContaining('order of init container') as string,
    ]);
  });

  it('sees an empty block come and go', () => {
    const volumes = (volume: object) => deployment({ pod: { volume: [{ name: 't', ...volume }] } });
    expect(
      lines(
        'kubernetes_deployment_v1',
        volumes({ empty_dir: [{ medium: '', size_limit: '' }] }),
        volumes({ empty_dir: [] }),
      ),
    ).toEqual(['volume t > empty dir: {"medium":"","size_limit":""} -> absent']);
  });

  it('pairs network policy peers by content and role rules by what they govern', () => {
    const policy = (...cidrs: string[]) => ({
      spec: [{ ingress: [{ from: cidrs.map((cidr) => ({ ip_block: [{ cidr, except: [] }] })), ports: [] }] }],
    });
    expect(
      lines(
        'kubernetes_network_policy_v1',
        policy('10.0.0.0/8', '10.1.0.0/16'),
        policy('10.1.0.0/16', '10.0.0.0/8', '0.0.0.0/0'),
      ),
    ).toEqual(['ingress > from 0.0.0.0/0: absent -> {"ip_block":[{"cidr":"0.0.0.0/0","except":[]}]}']);
    const role = (...verbs: string[]) => ({
      rule: [
        { api_groups: [''], resources: ['pods'], verbs: ['get'] },
        { api_groups: [''], resources: ['secrets'], verbs },
      ],
    });
    expect(lines('kubernetes_role_v1', role('get', 'list'), role('list', 'get'))).toEqual([]);
    expect(lines('kubernetes_role_v1', role('get'), role('get', '*'))).toEqual([
      'rule secrets > verbs: ["get"] -> ["get","*"]',
    ]);
  });

  it('reads objects in Kubernetes own spelling', () => {
    const manifest = (image: string, ...names: string[]) => ({
      manifest: {
        kind: 'Deployment',
        spec: { template: { spec: { containers: names.map((name) => ({ name, image })) } } },
      },
    });
    expect(lines('kubernetes_manifest', manifest('a:1', 'web', 'side'), manifest('a:2', 'side', 'web'))).toEqual([
      'containers side > image: "a:1" -> "a:2"',
      'containers web > image: "a:1" -> "a:2"',
    ]);
  });

  it('pairs lists of other providers by name, and shows when their order changes', () => {
    const rules = (...ports: number[]) => ({ rules: ports.map((port) => ({ name: `r${port}`, port })) });
    expect(lines('cloud_firewall', rules(1, 2), rules(1, 3, 2))).toEqual([
      'rules r3: absent -> {"name":"r3","port":3}',
    ]);
    expect(lines('cloud_firewall', rules(1, 2), rules(2, 1))).toEqual([
      expect.stringContaining('order of rules') as string,
    ]);
  });

  it('keeps the order of arguments and shows it', () => {
    expect(pods({ args: ['a', 'b'] }, { args: ['b', 'a'] })).toEqual(['container web > args: ["a","b"] -> ["b","a"]']);
  });
});

describe('noise is counted and not listed', () => {
  it.each([
    ['null against "" and []', { working_dir: null, args: [] }, { working_dir: '', args: null }],
    [
      'quantities',
      { resources: [{ limits: { cpu: '1000m', memory: '1Gi' } }] },
      { resources: [{ limits: { cpu: '1', memory: '1024Mi' } }] },
    ],
    [
      'numbers as texts',
      { security_context: [{ run_as_user: 1000 }] },
      { security_context: [{ run_as_user: '1000' }] },
    ],
  ])('%s', (_, before, after) => {
    expect(pods(before, after)).toEqual([]);
  });

  it('compares values and not texts only where Kubernetes does', () => {
    expect(pods({ env: env('A=1000m') }, { env: env('A=1') })).toHaveLength(1);
  });

  it('counts what the provider computes, but shows it when it forces a replacement', () => {
    const unknown = { afterUnknown: { id: true } };
    expect(lines('cloud_disk', { id: 'a' }, {}, unknown)).toEqual([]);
    expect(lines('cloud_disk', { id: 'a' }, {}, { ...unknown, replacePaths: [['id']] })).toEqual([
      'id: "a" -> unknown (forces replacement)',
    ]);
  });
});

it('names what an unknown value waits for, through modules and dynamic blocks', () => {
  const configuration = {
    root_module: {
      module_calls: {
        shop: {
          module: {
            resources: [
              {
                address: 'kubernetes_config_map_v1.x',
                expressions: {
                  data: { references: ['docker_image.web.id', 'docker_image.web'] },
                  metadata: [{ name: { constant_value: 'x' } }],
                },
              },
            ],
          },
        },
      },
    },
  };
  const text = planText(
    [
      updated(
        'module.shop["eu.1"].kubernetes_config_map_v1.x',
        { data: { a: '1' }, metadata: metadata('x') },
        { data: {}, metadata: [{ name: 'x', namespace: 'shop', labels: {} }] },
        { afterUnknown: { data: { a: true }, metadata: [{ uid: true, labels: { x: true } }] } },
      ),
    ],
    { configuration },
  );
  const [, ...found] = diffPlan(readPlan(text, { stack: 's' })).changes.flatMap(changeLines);
  expect(found[0]?.trim()).toBe('data > a: "1" -> unknown (module.shop["eu.1"].docker_image.web.id)');
  expect(found.join()).toContain('label x: absent -> unknown');
  expect(found.join()).not.toContain('uid');
});

it('shows every key of a Secret with what becomes of it', () => {
  const secret = (data: Values) => ({ metadata: metadata('s'), data });
  expect(
    lines('kubernetes_secret_v1', secret({ a: '1', b: '2', c: '3' }), secret({ a: '1', b: '9', d: '4' })).filter(
      (line) => line.startsWith('key'),
    ),
  ).toEqual(['key a: same', 'key b: changed', 'key c: removed', 'key d: added']);
});
