// Writes implemented.tf.json and everything.tf.json anew from the installed bindings: node write.cjs
'use strict';
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { App } = require('cdktf/lib/app');
const { TerraformStack } = require('cdktf/lib/terraform-stack');
const { DataDockerRegistryImage } = require('@cdktf/provider-docker/lib/data-docker-registry-image');
const { Image } = require('@cdktf/provider-docker/lib/image');
const { DockerProvider } = require('@cdktf/provider-docker/lib/provider');
const { RegistryImage } = require('@cdktf/provider-docker/lib/registry-image');

const registryAuth = [
  { address: '127.0.0.1:5000', authDisabled: true },
  {
    address: 'registry.example.org',
    username: 'ann',
    password: 'not-a-real-one',
    configFile: '~/.docker/config.json',
    configFileContent: '{}',
  },
];
const provider = { host: 'unix:///var/run/docker.sock', disableDockerDaemonCheck: true, registryAuth };
const build = {
  context: '../../../app/web',
  dockerfile: 'Dockerfile',
  buildArgs: { APP_VERSION: '1.0.0' },
  label: { a: 'b' },
  labels: { c: 'd' },
  tag: ['x:1'],
  target: 'final',
  platform: 'linux/amd64',
  noCache: true,
  remove: false,
  forceRemove: true,
  pullParent: false,
};
const nothing = { cacheFrom: [], extraHosts: [], securityOpt: [], secrets: [], ulimit: [], authConfig: [] };
const refused = {
  ...{ buildId: 'i', buildLogFile: 'f', builder: 'b', cacheFrom: ['c'], cgroupParent: 'g', cpuPeriod: 1, cpuQuota: 1 },
  ...{ cpuSetCpus: '0', cpuSetMems: '0', cpuShares: 1, extraHosts: ['h:1.2.3.4'], isolation: 'i', memory: 1 },
  ...{ memorySwap: 1, networkMode: 'host', remoteContext: 'r', securityOpt: ['s'], sessionId: 's', shmSize: 1 },
  ...{ squash: true, suppressOutput: true, version: '2', ulimit: [{ name: 'nofile', hard: 1, soft: 1 }] },
  secrets: [{ id: 'i', src: 's', env: 'e' }],
  authConfig: [
    {
      ...{ hostName: 'h', userName: 'u', password: 'not-a-real-one', auth: 'a', email: 'e' },
      ...{ serverAddress: 's', identityToken: 'i', registryToken: 'r' },
    },
  ],
};

function withoutComments(value) {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(withoutComments);
  const kept = Object.entries(value).filter(([key]) => key !== '//' && key !== 'backend');
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutComments(inner)]));
}

function write(file, fill) {
  const stack = new TerraformStack(new App(), 'stack');
  fill(stack);
  const text = withoutComments(stack.toTerraform());
  text.terraform.required_providers.docker.version = '3.6.2-lab';
  writeFileSync(join(__dirname, file), JSON.stringify(text, null, 2) + '\n');
}

write('implemented.tf.json', (stack) => {
  new DockerProvider(stack, 'docker', provider);
  const full = new Image(stack, 'full', {
    ...{ name: '127.0.0.1:5000/web:1', keepLocally: true, forceRemove: false, platform: 'linux/amd64' },
    ...{ triggers: { hash: '1' }, buildAttribute: build, timeouts: { create: '30m', update: '1m', delete: '1m' } },
  });
  new Image(stack, 'least', { name: '127.0.0.1:5000/least:1', buildAttribute: { context: '.' } });
  new Image(stack, 'empty', {
    ...{ name: '127.0.0.1:5000/empty:1', pullTriggers: [], triggers: {} },
    buildAttribute: {
      ...{ context: '.', tag: [], buildArgs: {}, label: {}, sessionId: '', cpuShares: 0, squash: false },
      ...nothing,
    },
  });
  const login = { address: '127.0.0.1:5000', username: 'ann', password: 'not-a-real-one' };
  new RegistryImage(stack, 'pushed', {
    ...{ name: full.name, keepRemotely: true, insecureSkipVerify: true, triggers: { hash: '1' }, authConfig: login },
  });
  new RegistryImage(stack, 'pushed-least', { name: full.name });
  new DataDockerRegistryImage(stack, 'known', { name: '127.0.0.1:5000/web:1', insecureSkipVerify: true });
  new DataDockerRegistryImage(stack, 'known-least', { name: '127.0.0.1:5000/web:1' });
});

write('everything.tf.json', (stack) => {
  new DockerProvider(stack, 'docker', {
    ...provider,
    ...{ context: 'other', sshOpts: ['-o', 'X=1'], certPath: '/certs' },
    ...{ caMaterial: 'PEM', certMaterial: 'PEM', keyMaterial: 'PEM' },
  });
  new Image(stack, 'full', { name: 'a:1', pullTriggers: ['x'], buildAttribute: { ...build, ...refused } });
  new Image(stack, 'pulled', { name: 'a:1' });
});
