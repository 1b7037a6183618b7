import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppsV1Api, CoordinationV1Api, CoreV1Api, KubeConfig, V1MicroTime } from '@kubernetes/client-node';
import { readDescription } from '../../release/description';
import { stateLocks } from '../../release/state-locks';
import { daemonsNow } from './support/daemons';
import { OtherCheckout } from './support/other-checkout';
import { namespace, nodePort, ring, succeed } from './support/ring';
import type { Started } from './support/started';

const name = 'elsewhere';
const application = `${namespace}-else`;
const state = `${application}-state`;

/** An environment of somebody who has a cluster and a registry: they are the lab's, and nothing else here knows of the lab. */
const settings = (changes: object = {}): string =>
  JSON.stringify({
    cluster: { context: name },
    namespaces: { application, state },
    registry: { address: `127.0.0.1:15000/${application}`, insecure: true, login: 'none' },
    build: true,
    baseImages: {
      web: '127.0.0.1:15000/plimsoll-lab/node:22-bookworm',
      database: '127.0.0.1:15000/plimsoll-lab/debian:bookworm',
    },
    web: {
      version: '2.0.0',
      replicas: 2,
      cpu: '100m',
      memory: '192Mi',
      service: { type: 'NodePort', nodePort: nodePort + 50 },
    },
    database: { cpu: '100m', memory: '512Mi', storage: '1Gi' },
    ...changes,
  });

/** In order: each step stands on the one before it. */
describe('an environment of its own, in another checkout', () => {
  let checkout: OtherCheckout;
  let variables: NodeJS.ProcessEnv;
  let config: KubeConfig;

  const write = (changes: object = {}): void =>
    checkout.edit(
      `environments/${name}.ts`,
      () =>
        `import type { EnvironmentFile } from './schema';\nexport const ${name} = ${settings(changes)} satisfies EnvironmentFile;\n`,
    );
  const cdktf = (...args: readonly string[]): Started =>
    checkout.cdktf(args, { ...variables, PLIMSOLL_ENVIRONMENT: name, PLIMSOLL_VERSION: '2.0.0' });
  const quickstart = (...more: readonly string[]): Started =>
    checkout.npmRun('quickstart', ['--environment', name, ...more], variables);
  const locks = async (): Promise<readonly object[]> => {
    const [environment] = readDescription(join(checkout.folder, 'cdktf.out')).environments;
    return stateLocks(environment as NonNullable<typeof environment>, config.makeApiClient(CoordinationV1Api));
  };
  const leases = async (): Promise<readonly (string | undefined)[]> => {
    const { body } = await config.makeApiClient(CoordinationV1Api).listNamespacedLease(state);
    return body.items.map(({ metadata }) => metadata?.name);
  };

  beforeAll(async () => {
    checkout = new OtherCheckout();
    checkout.edit('environments/environments.ts', (text) =>
      text
        .replace('import { lab }', `import { ${name} } from './${name}';\nimport { lab }`)
        .replace('{ lab, staging, production }', `{ lab, staging, production, ${name} }`),
    );
    write();
    config = new KubeConfig();
    config.loadFromFile(ring().variables['KUBE_CONFIG_PATH'] as string);
    const path = join(checkout.folder, 'kube-config');
    writeFileSync(path, config.exportConfig().replaceAll(config.getCurrentContext(), name), { mode: 0o600 });
    variables = { ...ring().variables, PLIMSOLL_ENVIRONMENT: '', KUBE_CONFIG_PATH: path };
    for (const ofTheLab of ['PLIMSOLL_NAMESPACE', 'PLIMSOLL_NODE_PORT', 'KUBECONFIG']) delete variables[ofTheLab];
  });

  afterAll(async () => {
    const core = config.makeApiClient(CoreV1Api);
    for (const one of [application, state]) await core.deleteNamespace(one).catch(() => undefined);
    checkout.remove();
  });

  it('says all that is in the way before anything is deployed', async () => {
    const nothing = join(checkout.folder, 'app');
    await succeed(checkout.npmRun('compile', [], variables));
    const program = join(checkout.folder, 'dist', 'quickstart', 'main.js');
    const { code, output } = await checkout.start(process.execPath, [program, '--environment', name], {
      ...variables,
      PATH: nothing,
      KUBE_CONFIG_PATH: join(nothing, 'none'),
    });
    expect(code).toBe(1);
    expect(output).toMatch(
      /^\nEnvironment "elsewhere" cannot be released from here; 3 things are in the way:\n {2}- There is no `terraform`.*\n {2}- There is no `docker`.*\n {2}- The kube configuration .* does not exist\. .*\n$/,
    );
  });

  it('sends to bootstrap, which prepares the cluster and can be repeated', async () => {
    expect(await quickstart()).toMatchObject({
      code: 1,
      output: expect.stringMatching(/Prepare it once: npm run bootstrap -- --environment elsewhere\n$/) as unknown,
    });
    const bootstrap = (): Promise<string> => succeed(checkout.npmRun('bootstrap', ['--environment', name], variables));
    expect((await bootstrap()).match(/: created/g)).toHaveLength(3);
    expect((await bootstrap()).match(/: already there/g)).toHaveLength(3);
  });

  it('shows what the engine says of a mistake in a Dockerfile, and applies nothing beside it', async () => {
    // The first step of both, which are built side by side: whatever comes later waits for packages from the network.
    const files = ['app/web/Dockerfile', 'app/database/Dockerfile'];
    const mistake = 'RUN no-such-command --at-all\n';
    for (const file of files) checkout.edit(file, (text) => text.replace(/^FROM .*\n/m, (from) => `${from}${mistake}`));
    const { code, output } = await cdktf('deploy', '*', '--auto-approve');
    for (const file of files) checkout.edit(file, (text) => text.replace(mistake, ''));
    expect(code).toBe(1);
    expect(output).toMatch(/no-such-command: not found/);
    // A stack that is applied when cdktf ends stays locked.
    expect(output).not.toMatch(/kubernetes_resource_quota.*Creating|UnhandledPromiseRejection/);
  });

  it('says that its registry does not answer: quickstart before anything else, Terraform when it pushes', async () => {
    write({ registry: { address: '127.0.0.1:1', insecure: true, login: 'none' } });
    const deployed = await cdktf('deploy', `${name}-images`, '--auto-approve');
    const started = await quickstart();
    write();
    expect(deployed).toMatchObject({ code: 1, output: expect.stringContaining('127.0.0.1:1') as unknown });
    expect(started.output).toMatch(/one thing is in the way:\n {2}- The registry 127\.0\.0\.1:1 does not answer .*\n$/);
  });

  it.each([
    [
      'the first release is applied',
      'deploy version 1.0.0',
      /elsewhere-database +kubernetes_stateful_set_v1.*Creating/,
    ],
    ['version 2 is planned', 'plan version 2.0.0', /cdktf diff elsewhere-web/],
    ['version 2 is released', 'deploy version 2.0.0 under load', /kubernetes_deployment_v1.*Modifying/],
  ])('is interrupted without harm while %s', async (_moment, phase, moment) => {
    const run = quickstart('--start-over');
    await run.says(moment);
    run.interrupt();
    const { code, output } = await run;
    expect(output).toContain(`Interrupted. Waiting for what is under way in phase "${phase}" to end`);
    expect(output).toContain(`Ended in phase "${phase}". Run npm run quickstart -- --environment ${name} again`);
    expect(code).toBe(130);
    expect({ locks: await locks(), lease: (await leases()).includes('plimsoll-quickstart') }).toEqual({
      locks: [],
      lease: false,
    });
    expect(checkout.processes()).toEqual([]);
  });

  it('is not released while another quickstart is at work on it', async () => {
    const coordination = config.makeApiClient(CoordinationV1Api);
    const name = 'plimsoll-quickstart';
    // Renewed in a minute, so that it counts as held however slow this machine is.
    const renewTime = new V1MicroTime(Date.now() + 60_000);
    const spec = { holderIdentity: 'another-machine/1', leaseDurationSeconds: 30, renewTime };
    await coordination.createNamespacedLease(state, { metadata: { name }, spec });
    const refused = await quickstart('--start-over');
    await coordination.deleteNamespacedLease(name, state);
    expect(refused).toMatchObject({
      code: 1,
      output: expect.stringContaining('Another quickstart (another-machine/1) is using this cluster') as unknown,
    });
    expect(refused.output).not.toContain('cdktf deploy');
  });

  it('is not released over without being asked for', async () =>
    expect(await quickstart()).toMatchObject({
      code: 1,
      output: expect.stringMatching(/Nothing was changed\.[^]*--environment elsewhere --start-over\n$/) as unknown,
    }));

  it('is released by quickstart, which starts again from there and starts nothing else', async () => {
    const before = daemonsNow();
    const output = await succeed(quickstart('--start-over'));
    expect(output).not.toMatch(/^== lab/m);
    expect(output.match(/^ {2}kept/gm)).toHaveLength(4);
    expect(before).toContainEqual(expect.stringMatching(/^kubelet \d+$/));
    expect(daemonsNow()).toEqual(before);
  });

  it('keeps its data when everything is destroyed, though the web goes', async () => {
    await succeed(cdktf('destroy', `${name}-web`, '--auto-approve'));
    expect(await cdktf('destroy', '*', '--auto-approve')).toMatchObject({ code: 1 });
    // cdktf 0.21 loses the end of a long output, and with it Terraform's reason: the README says how to ask for it.
    const folder = join(checkout.folder, 'cdktf.out', 'stacks', `${name}-database`);
    const { output } = await checkout.start(
      'terraform',
      [`-chdir=${folder}`, 'plan', '-destroy', '-input=false'],
      variables,
    );
    expect(output).toMatch(/Instance cannot be destroyed/);
    const sets = (await config.makeApiClient(AppsV1Api).listNamespacedStatefulSet(application)).body.items;
    expect(sets.map(({ status }) => status?.readyReplicas)).toEqual([1]);
  });

  it('goes when the environment no longer protects its data', async () => {
    write({ protectData: false });
    await succeed(cdktf('destroy', '*', '--auto-approve'));
    const apps = config.makeApiClient(AppsV1Api);
    expect((await apps.listNamespacedStatefulSet(application)).body.items).toEqual([]);
  });
});
