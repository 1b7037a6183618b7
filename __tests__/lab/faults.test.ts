import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { contextName, pathsOf } from '../../lab/layout';
import { mirrorFolder } from '../../lab/providers';
import { cdktf, checkout, run, type Ended } from './support/ring';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'plimsoll-faults-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a user reads: without colours, and without the frames and line breaks that Terraform puts in for the width of a screen. */
const plain = ({ output }: Ended): string => output.replace(/[│╷╵]/g, ' ').replace(/\s+/g, ' ');
const review = (variables: NodeJS.ProcessEnv): Promise<Ended> =>
  run(process.execPath, [join(checkout, 'dist', 'cli', 'main.js'), 'review', '--environment', 'lab'], variables);

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function kubeConfig(context: string): string {
  return written(
    `kube-${context}`,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: context, cluster: { server: 'https://127.0.0.1:1' } }],
      users: [{ name: 'me', user: {} }],
      contexts: [{ name: context, context: { cluster: context, user: 'me' } }],
    }),
  );
}

function expectOneMessage(ended: Ended, ...parts: readonly string[]): void {
  expect(ended.code).toBe(1);
  for (const part of parts) expect(plain(ended)).toContain(part);
  expect(ended.output).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
}

describe('a mistake in the settings reaches the user through cdktf', () => {
  it('when the environment is unknown', async () =>
    expectOneMessage(
      await cdktf(['synth'], '1.0.0', { PLIMSOLL_ENVIRONMENT: 'stagging' }),
      'PLIMSOLL_ENVIRONMENT names "stagging", which is unknown; use lab, staging, production, several with commas, or all.',
    ));

  it('all of them at once', async () =>
    expectOneMessage(
      await cdktf(['diff', 'lab-web'], '1 0', { PLIMSOLL_NODE_PORT: '80' }),
      'environments/lab.ts has 2 mistakes:',
      'PLIMSOLL_VERSION (web.version): "1 0" is no version of the application',
      'PLIMSOLL_NODE_PORT (web.service.nodePort): 80 is outside the range of node ports; use 30000 to 32767',
    ));
});

describe('Terraform', () => {
  it('that is not installed is named', async () => {
    const PATH = (process.env['PATH'] ?? '')
      .split(delimiter)
      .filter((entry) => !existsSync(join(entry, 'terraform')))
      .join(delimiter);
    // cdktf's own words, not ours.
    expectOneMessage(await cdktf(['diff', 'lab-web'], '1.0.0', { PATH }), 'erraform');
    expectOneMessage(await review({ PATH }), 'There is no `terraform` on the PATH. Install Terraform');
  });

  it('names a provider that nobody serves, and wins over the lab with the configuration of the user', async () => {
    const mirror = join(folder, 'empty-mirror');
    mkdirSync(mirror);
    const TF_CLI_CONFIG_FILE = written(
      'users.rc',
      `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`,
    );
    const variables = { TF_CLI_CONFIG_FILE, PLIMSOLL_KUBERNETES_PROVIDER: '', PLIMSOLL_DOCKER_PROVIDER: '' };
    expectOneMessage(
      await cdktf(['diff', 'lab-platform'], '1.0.0', variables),
      'provider registry.terraform.io/hashicorp/kubernetes was not found in any of the search locations',
      mirror,
    );
    expectOneMessage(await review(variables), 'hashicorp/kubernetes was not found in any of the search locations');
  });

  it('takes a provider that was built anew under the same version', async () => {
    const mirror = join(folder, 'mirror');
    cpSync(mirrorFolder(pathsOf(process.env, checkout)), mirror, { recursive: true, dereference: true });
    const TF_CLI_CONFIG_FILE = written(
      'mirror.rc',
      `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`,
    );
    const variables = { TF_CLI_CONFIG_FILE, TF_PLUGIN_CACHE_DIR: join(folder, 'plugins') };
    mkdirSync(variables.TF_PLUGIN_CACHE_DIR);
    expect(await cdktf(['diff', 'lab-platform'], '1.0.0', variables)).toMatchObject({ code: 0 });
    const program = readdirSync(mirror, { recursive: true, encoding: 'utf8' }).find((name) => /_v2\.20\.0/.test(name));
    // Behind the end of a program nobody looks, but its checksum is another.
    appendFileSync(join(mirror, program as string), 'built anew');
    expect(await cdktf(['diff', 'lab-platform'], '1.0.0', variables)).toMatchObject({ code: 0 });
  });
});

describe('a cluster', () => {
  it('that does not answer is named, with its address', async () => {
    const variables = { KUBE_CONFIG_PATH: kubeConfig(contextName) };
    expectOneMessage(await cdktf(['diff', 'lab-web'], '1.0.0', variables), '127.0.0.1:1', 'connection refused');
    const reviewed = await review(variables);
    expectOneMessage(
      reviewed,
      'Environment "lab" cannot be released from here; one thing is in the way:',
      'The cluster of kube context "plimsoll-lab" (https://127.0.0.1:1) does not answer: connect ECONNREFUSED 127.0.0.1:1. Start it,',
    );
    // Not once for each stack.
    expect(reviewed.output.match(/connection refused/g)?.length ?? 0).toBeLessThanOrEqual(2);
  });

  it('whose kube context is missing is named, with what there is', async () => {
    const variables = { KUBE_CONFIG_PATH: kubeConfig('elsewhere') };
    expectOneMessage(await cdktf(['diff', 'lab-web'], '1.0.0', variables), 'context "plimsoll-lab" does not exist');
    expectOneMessage(await review(variables), 'The kube context "plimsoll-lab" is not in', 'which has "elsewhere"');
  });
});

it('a Docker engine that does not run is named', async () => {
  const variables = { DOCKER_HOST: `unix://${join(folder, 'nowhere.sock')}` };
  expectOneMessage(await cdktf(['diff', 'lab-images'], '1.0.0', variables), 'nowhere.sock');
  expectOneMessage(await review(variables), `No Docker engine answers at unix://${join(folder, 'nowhere.sock')}`);
});
