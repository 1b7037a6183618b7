import { startLoad } from '../../load/start-load';
import { verifyOrders } from '../../load/verify-orders';
import { readDescription } from '../../release/description';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cdktf, checkout, cluster, namespace, plannedActions, ring, run, succeed, url } from './support/ring';
import { waitForVersion } from '../../quickstart/traffic';
import { eventually } from './support/eventually';
import { watchAvailable } from './support/watch-available';
import { OtherCheckout } from './support/other-checkout';
import { readOnlyAccount, refusalToWrite } from './support/read-only-account';
import { registryHolds } from './support/registry';

const never = new AbortController().signal;
const unchanged = { 'lab-images': [], 'lab-platform': [], 'lab-database': [], 'lab-web': [] };
const imagesOf = (): readonly string[] =>
  readDescription(join(checkout, 'cdktf.out')).environments[0]?.images.map(({ reference }) => reference) ?? [];

/** In order: each step stands on the one before it, as releases do. */
describe('a release of the sample application', () => {
  let versionOneImages: readonly string[] = [];

  it('deploys version 1 with the stock cdktf', async () => {
    await succeed(cdktf(['deploy', '*', '--auto-approve'], '1.0.0'));
    versionOneImages = imagesOf();
    expect(versionOneImages).toHaveLength(2);
    await waitForVersion(url, '1.0.0', never);
  });

  it('has nothing left to change in any stack', async () => expect(await plannedActions('1.0.0')).toEqual(unchanged));

  it('shows in the stock cdktf diff how many objects version 2 changes', async () =>
    expect(await succeed(cdktf(['diff', 'lab-web'], '2.0.0'))).toMatch(/Plan:\S* 1 to add, 1 to change, 1 to destroy/));

  it('plans version 2 as update in place, but for the migration Job, and nothing in platform and database', async () => {
    const { 'lab-images': images, ...others } = await plannedActions('2.0.0');
    expect(others).toEqual({
      'lab-platform': [],
      'lab-database': [],
      'lab-web': ['kubernetes_deployment_v1.web: update', 'kubernetes_job_v1.migrate: delete, create'],
    });
    // The docker provider has no other way to give a resource another image.
    expect(images).toHaveLength(2);
    expect(images?.every((action) => /^docker_(registry_)?image\.web(_pushed_[0-9A-F]+)?: /.test(action))).toBe(true);
  });

  it('is reviewed in CI with the credentials of the how-to page, which can change nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-reader-'));
    const account = await readOnlyAccount(folder);
    try {
      const review = [join(checkout, 'dist', 'cli', 'main.js'), 'review', '--environment', 'lab', '--read-only'];
      const variables = { PLIMSOLL_VERSION: '2.0.0', KUBE_CONFIG_PATH: account.file };
      const { code, output } = await run(process.execPath, review, variables);
      expect({ code, output }).toEqual({
        code: 2,
        output: expect.stringMatching(/rolls 3 pods,\s+never fewer than 3\s+of\s+3\s+available/) as unknown,
      });
      expect(output).not.toContain('never deployed');
      expect(await refusalToWrite(account)).toBe(403);
    } finally {
      await account.remove();
      rmSync(folder, { recursive: true });
    }
  });

  it('releases version 2 under load without a failed request, a lost order or a missing pod', async () => {
    const available = await watchAvailable('web');
    const load = startLoad({ url });
    await pause(3000);
    await succeed(cdktf(['deploy', '*', '--auto-approve'], '2.0.0'));
    await pause(3000);
    const report = await load.stop();
    const orders = await verifyOrders(report);
    const lowest = available.stop();
    // Counted, and the first of them shown: a machine that is too busy fails thousands.
    expect({ failed: report.failures.length, first: report.failures.slice(0, 3) }).toEqual({ failed: 0, first: [] });
    expect(report.requests.sent).toBeGreaterThan(1000);
    expect(report.acknowledged.length).toBeGreaterThan(100);
    expect(orders.lost).toEqual([]);
    expect(lowest).toBe(3);
    expect(new Set(report.versions.map(({ version }) => version))).toEqual(new Set(['1.0.0', '2.0.0']));
  });

  it('ended the migration before the first pod of version 2 was made', async () => {
    const { core, batch } = cluster();
    const job = (await batch.readNamespacedJob('migrate', namespace)).body;
    const pods = (
      await core.listNamespacedPod(namespace, undefined, undefined, undefined, undefined, 'app.kubernetes.io/name=web')
    ).body.items;
    const running = pods.filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
    expect(running).toHaveLength(3);
    const first = Math.min(...running.map(({ metadata }) => metadata?.creationTimestamp?.getTime() ?? 0));
    expect(job.status?.completionTime?.getTime()).toBeLessThanOrEqual(first);
  });

  it('has nothing left to change in any stack after version 2', async () =>
    expect(await plannedActions('2.0.0')).toEqual(unchanged));

  it('has nothing left to change from another checkout, on a machine whose engine lacks the images', async () => {
    const images = imagesOf();
    const other = new OtherCheckout();
    try {
      await succeed(run('docker', ['image', 'rm', ...images]));
      const program = [join(other.folder, 'dist', 'cli', 'main.js'), 'review', '--environment', 'lab'];
      // It plans all stacks, and ends with 0 only where nothing would change.
      expect(
        await other.start(process.execPath, program, { ...ring().variables, PLIMSOLL_VERSION: '2.0.0' }),
      ).toMatchObject({
        code: 0,
        output: expect.stringMatching(
          /^Fetched from the registry instead of building again: .*web:2\.0\.0-/m,
        ) as unknown,
      });
    } finally {
      other.remove();
    }
  });

  it('keeps the images of version 1 in the registry', async () => {
    for (const reference of versionOneImages) expect(await registryHolds(reference)).toBe(true);
    expect(await registryHolds(`${versionOneImages[0]}-never`)).toBe(false);
  });

  it('loses no acknowledged order when the database pod is killed under load', async () => {
    const load = startLoad({ url });
    await pause(3000);
    await cluster().core.deleteNamespacedPod('database-0', namespace, undefined, undefined, 0);
    await pause(15_000);
    await waitForVersion(url, '2.0.0', never);
    await pause(3000);
    const report = await load.stop();
    // The pods come back one by one; what counts here is what they then find in the database.
    const orders = await eventually('the Service answers for the orders', 60, () => verifyOrders(report));
    // Some before the database was killed, and some after it had come back.
    expect(report.acknowledged.length).toBeGreaterThan(80);
    expect(orders.lost).toEqual([]);
  });

  // Stopped, not killed: a killed one may be back before the readiness probe has failed often enough.
  it('takes pods without a database out of the Service, and back when the database is there again', async () => {
    await scaleDatabase(0);
    await eventually('no pod of web is in the Service', 60, async () => expect(await serving()).toBe(0));
    await scaleDatabase(1);
    await eventually('three pods of web are in the Service', 60, async () => expect(await serving()).toBe(3));
    await waitForVersion(url, '2.0.0', never);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it('can be destroyed and deployed again', async () => {
    await succeed(cdktf(['destroy', '*', '--auto-approve'], '2.0.0'));
    const { apps } = cluster();
    expect((await apps.listNamespacedDeployment(namespace)).body.items).toEqual([]);
    expect((await apps.listNamespacedStatefulSet(namespace)).body.items).toEqual([]);
    await succeed(cdktf(['deploy', '*', '--auto-approve'], '2.0.0'));
    await waitForVersion(url, '2.0.0', never);
  });
});

async function scaleDatabase(replicas: number): Promise<void> {
  const { apps } = cluster();
  const { body } = await apps.readNamespacedStatefulSetScale('database', namespace);
  await apps.replaceNamespacedStatefulSetScale('database', namespace, { ...body, spec: { replicas } });
}

/** How many pods of web the Service sends requests to. */
async function serving(): Promise<number> {
  const { body } = await cluster().core.readNamespacedEndpoints('web', namespace);
  return (body.subsets ?? []).reduce((sum, { addresses = [] }) => sum + addresses.length, 0);
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
