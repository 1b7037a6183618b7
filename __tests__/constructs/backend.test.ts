import { App } from 'cdktf/lib/app';
import { TerraformOutput } from 'cdktf/lib/terraform-output';
import { TerraformStack } from 'cdktf/lib/terraform-stack';
import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { KubernetesBackend, OtherBackend } from '../../constructs/backend';
import { synthesizeStack } from '../support/synth';
import { temporaryFolder } from '../support/temporary';

it('renders the only backend of its stack', () => {
  const stack = synthesizeStack(
    (scope) =>
      new KubernetesBackend(scope, {
        namespace: 'state',
        secretSuffix: 'lab-web',
        configContext: 'lab',
        configPath: '~/kube',
      }),
  );
  expect(stack.json['terraform']).toMatchObject({
    backend: {
      kubernetes: { namespace: 'state', secret_suffix: 'lab-web', config_context: 'lab', config_path: '~/kube' },
    },
  });
  expect(Object.keys((stack.json['terraform'] as { backend: object }).backend)).toEqual(['kubernetes']);
});

it('renders any other backend with its arguments as they are', () => {
  const stack = synthesizeStack((scope) => new OtherBackend(scope, 's3', { bucket: 'states', use_lockfile: true }));
  expect(stack.json['terraform']).toMatchObject({ backend: { s3: { bucket: 'states', use_lockfile: true } } });
});

it('refuses a value that crosses stacks, which would make the later plan say "No changes"', () => {
  const app = new App({ outdir: temporaryFolder(), stackTraces: false });
  const [first, second] = ['first', 'second'].map((name) => {
    const stack = new TerraformStack(app, name);
    new KubernetesProvider(stack, 'kubernetes', {});
    new KubernetesBackend(stack, { namespace: 'state', secretSuffix: name, configContext: 'lab' });
    return stack;
  }) as [TerraformStack, TerraformStack];
  const map = new ConfigMapV1(first, 'map', { metadata: { name: 'map' } });
  new TerraformOutput(second, 'crossing', { value: map.id });
  expect(() => app.synth()).toThrow(/A value of stack "first" is used in stack "second", which would hide changes/);
});
