import { environments } from '../../environments/environments';
import type { EnvironmentFile } from '../../environments/schema';
import { SettingsError } from '../../environments/mistakes';
import { selectEnvironments } from '../../environments/select';

const minimal = {
  cluster: { context: 'home' },
  registry: { address: 'registry.example.com' },
  build: true,
  web: { version: '1.0.0', cpu: '100m', memory: '128Mi', service: { type: 'NodePort', nodePort: 30080 } },
  database: { cpu: '1', memory: '1Gi', storage: '10Gi' },
} satisfies EnvironmentFile;

/** What is said of one environment with these changes to a good one. */
function complaintAbout(changes: object, variables: Record<string, string> = {}): string {
  const known = { home: merged(minimal, changes) };
  try {
    selectEnvironments({ PLIMSOLL_ENVIRONMENT: 'home', ...variables }, known);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as SettingsError).message;
  }
  throw new Error('Nothing was said.');
}

function merged(left: object, right: object): object {
  const result: Record<string, unknown> = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const old = result[key];
    const groups = [old, value].every((one) => typeof one === 'object' && one !== null);
    result[key] =
      groups && !(value as { whole?: true }).whole ? merged(old as object, value as object) : (value as unknown);
  }
  return result;
}

describe('choice by PLIMSOLL_ENVIRONMENT', () => {
  const names = (choice?: string): readonly string[] =>
    selectEnvironments(choice === undefined ? {} : { PLIMSOLL_ENVIRONMENT: choice }).map(({ name }) => name);

  it.each<[string | undefined, readonly string[]]>([
    [undefined, ['lab']],
    ['', ['lab']],
    ['staging', ['staging']],
    ['production, lab', ['lab', 'production']], // in the order in which a change travels
    ['lab,lab', ['lab']],
    ['all', ['lab', 'staging', 'production']],
  ])('%j chooses %j', (choice, expected) => {
    expect(names(choice)).toEqual(expected);
  });

  it('names the known ones when one is unknown', () => {
    expect(() => names('stagging,lab')).toThrow(
      'PLIMSOLL_ENVIRONMENT names "stagging", which is unknown; use lab, staging, production, several with commas, or all. ' +
        'An environment is a file in environments/ and a line in environments/environments.ts.',
    );
    expect(() => names('a,b')).toThrow('names "a" and "b", which are unknown');
  });
});

it('fills in what is right for most', () => {
  const [home] = selectEnvironments({ PLIMSOLL_ENVIRONMENT: 'home' }, { home: minimal });
  expect(home).toMatchObject({
    name: 'home',
    settings: {
      namespaces: { application: 'shop', state: 'plimsoll-state' },
      registry: { insecure: false, login: 'docker-config' },
      baseImages: {},
      protectData: true,
      backend: 'kubernetes',
      web: { replicas: 3, logLevel: 'info' },
      database: { version: '10.11' },
    },
  });
});

it('keeps every environment of this project free of mistakes', () => {
  expect(selectEnvironments({ PLIMSOLL_ENVIRONMENT: 'all' })).toHaveLength(Object.keys(environments).length);
});

describe('overrides', () => {
  it('replace one setting of every chosen environment', () => {
    const [home] = selectEnvironments(
      {
        PLIMSOLL_ENVIRONMENT: 'home',
        PLIMSOLL_VERSION: '3.0.0',
        PLIMSOLL_NAMESPACE: 'test',
        PLIMSOLL_NODE_PORT: '30099',
      },
      { home: minimal },
    );
    expect(home).toMatchObject({
      statePrefix: 'test',
      settings: { namespaces: { application: 'test' }, web: { version: '3.0.0', service: { nodePort: 30099 } } },
    });
  });

  it('that are empty say nothing', () => {
    const [home] = selectEnvironments(
      { PLIMSOLL_ENVIRONMENT: 'home', PLIMSOLL_VERSION: '', PLIMSOLL_NAMESPACE: '' },
      { home: minimal },
    );
    expect(home?.statePrefix).toBeUndefined();
    expect(home?.settings.web.version).toBe('1.0.0');
  });

  it.each([
    [
      { PLIMSOLL_VERSION: 'one two' },
      'PLIMSOLL_VERSION (web.version): "one two" is no version of the application; write three numbers, for instance "1.2.0" or "1.2.0-rc.1"',
    ],
    [
      { PLIMSOLL_NAMESPACE: 'Shop_1' },
      'PLIMSOLL_NAMESPACE (namespaces.application): "Shop_1" cannot name a Kubernetes object; use lower-case letters, digits and "-", at most 63',
    ],
    [
      { PLIMSOLL_NODE_PORT: '80' },
      'PLIMSOLL_NODE_PORT (web.service.nodePort): 80 is outside the range of node ports; use 30000 to 32767',
    ],
    [{ PLIMSOLL_NODE_PORT: 'many' }, 'PLIMSOLL_NODE_PORT (web.service.nodePort): is "many"; use a number'],
  ])('that are wrong are named: %j', (variables, line) => {
    expect(complaintAbout({}, variables)).toBe(`environments/home.ts has 1 mistake:\n  ${line}`);
  });

  it('of a node port need a Service that has one', () => {
    expect(
      complaintAbout({ web: { service: { type: 'ClusterIP', whole: true } } }, { PLIMSOLL_NODE_PORT: '30099' }),
    ).toContain('PLIMSOLL_NODE_PORT (web.service.nodePort): is not a setting');
  });
});

it.each<[object, string]>([
  [{ web: { replicas: 0 } }, 'web.replicas: 0 would take the service down; use 1 or more, or remove the stack'],
  [{ web: { replicas: 1.5 } }, 'web.replicas: is 1.5; use a whole number'],
  [{ web: { replicas: '3' } }, 'web.replicas: is "3"; use a number'],
  ...['3', 'v3.0.0', '3.0', '3.0.0+b1'].map((version): [object, string] => [
    { web: { version } },
    `web.version: "${version}" is no version of the application; write three numbers, for instance "1.2.0" or "1.2.0-rc.1"`,
  ]),
  [{ web: { version: undefined } }, 'web.version: is missing; use text in quotes'],
  [{ web: { memory: '512m' } }, 'web.memory: "512m" is 0.512 bytes in Kubernetes; did you mean "512Mi"?'],
  [{ web: { memory: 'much' } }, 'web.memory: "much" is no size; write for instance "128Mi" or "1Gi"'],
  [{ web: { cpu: '0' } }, 'web.cpu: "0" is no amount of processors; write for instance "100m" or "2"'],
  [{ web: { title: ' ' } }, 'web.title: " " is empty; write a name'],
  [{ web: { logLevel: 'loud' } }, 'web.logLevel: is "loud"; use "debug" or "info" or "warn" or "error"'],
  [
    { web: { service: { type: 'Ingress' } } },
    'web.service.type: is "Ingress"; use "ClusterIP", "LoadBalancer" or "NodePort"',
  ],
  [
    { web: { service: { nodePort: 80 } } },
    'web.service.nodePort: 80 is outside the range of node ports; use 30000 to 32767',
  ],
  [{ web: { replcas: 3 } }, 'web.replcas: is not a setting; remove it or correct its name'],
  [{ cluster: { context: undefined } }, 'cluster.context: is missing; use text in quotes'],
  [
    { namespaces: { state: 'a.b' } },
    'namespaces.state: "a.b" cannot name a Kubernetes object; use lower-case letters, digits and "-", at most 63',
  ],
  [
    { registry: { address: 'https://x' } },
    'registry.address: "https://x" is no registry; write "host:port" or "host/path" without "https://"',
  ],
  [{ registry: { login: 'password' } }, 'registry.login: is "password"; use "docker-config" or "none"'],
  [{ build: 'yes' }, 'build: is "yes"; use true or false'],
  [{ platform: 'amd64' }, 'platform: "amd64" is no platform; write for instance "linux/amd64"'],
  [{ database: { storage: '10' } }, 'database.storage: "10" is no size; write for instance "128Mi" or "1Gi"'],
  [{ backend: 'disk' }, 'backend: is "disk"; use "kubernetes", or { type, arguments } of another backend'],
  [
    { backend: { type: 's3', arguments: { bucket: 'b' } } },
    'backend.arguments: {"bucket":"b"} gives all stacks the same state; write {stack} into one argument, for instance key: "shop/{stack}.tfstate"',
  ],
  [{ backend: { type: 's3' } }, 'backend.arguments: is missing; use a group of settings in { }'],
])('a mistake tells file, path, value and fix: %j', (changes, line) => {
  expect(complaintAbout(changes)).toBe(`environments/home.ts has 1 mistake:\n  ${line}`);
});

it('tells every mistake of every chosen environment at once', () => {
  const broken = { ...minimal, build: 1, web: { ...minimal.web, replicas: 0, memory: '512m' } };
  expect(() => selectEnvironments({ PLIMSOLL_ENVIRONMENT: 'all' }, { one: broken, two: {}, three: minimal })).toThrow(
    [
      'environments/one.ts has 3 mistakes:',
      '  build: is 1; use true or false',
      '  web.replicas: 0 would take the service down; use 1 or more, or remove the stack',
      '  web.memory: "512m" is 0.512 bytes in Kubernetes; did you mean "512Mi"?',
      'environments/two.ts has 5 mistakes:',
    ].join('\n'),
  );
});

it('takes another backend by one setting, with one state per stack', () => {
  const backend = { type: 's3', arguments: { bucket: 'states', key: 'shop/{stack}.tfstate', use_lockfile: true } };
  const [home] = selectEnvironments({ PLIMSOLL_ENVIRONMENT: 'home' }, { home: { ...minimal, backend } });
  expect(home?.settings.backend).toEqual(backend);
});
