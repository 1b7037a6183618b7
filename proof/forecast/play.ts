import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startLoad } from '../../load/start-load';
import { waitForVersion } from '../../quickstart/traffic';
import { TerraformFailed } from '../../release/terraform';
import type { Json, Workload } from '../../review/model';
import { forecastOf, type ForecastOfWorkload, type Measured } from './agreement';
import { failureGroups } from './failure-groups';
import type { PlannedFolder, ReleaseCopy } from './release-copy';
import type { Scenario } from './scenario';
import { vary, type Stacks } from './vary';
import type { PodWatch } from './watch-pods';

/** Half of what the lab carries with ease: it shares two processors with what is measured. */
const rates = { requestsPerSecond: 100, ordersPerSecond: 10, timeoutMilliseconds: 3000 };
/** Longer than three failed readiness probes, the last thing that happens after a release. */
const quietMilliseconds = 8000;
const patienceMilliseconds = 120_000;

export interface Stage {
  readonly checkout: string;
  readonly variables: NodeJS.ProcessEnv;
  readonly copy: ReleaseCopy;
  readonly pods: PodWatch;
  readonly url: string;
  readonly signal: AbortSignal;
}

/**
 * Every release has visitors from an address of its own: connections that went nowhere in the outage before would
 * otherwise fail in this one. Seen on the lab, where 6 % of the requests failed in two releases that nobody else felt.
 */
const newVisitors = (): string => ['127', ...[0, 1, 2].map(() => randomInt(1, 255))].join('.');

interface Played {
  readonly planned: readonly PlannedFolder[];
  readonly forecast: readonly ForecastOfWorkload[];
  readonly measured: Measured;
}

/** Brings the running release to the start of a scenario, plans and reviews the next one, and carries it out under load. */
export async function play(stage: Stage, { start = [], byHand, version = '1.0.0', next }: Scenario): Promise<Played> {
  const { copy } = stage;
  await bring(stage, copy.stacksOf('1.0.0'));
  const running = vary(copy.stacksOf('1.0.0'), start);
  if (start.length > 0) await bring(stage, running);
  if (byHand !== undefined) await kubectl(stage, byHand);
  const planned = await copy.plan(vary(copy.stacksOf(version), [...start, ...next]));
  const forecast = await review(stage, planned);
  return { planned, forecast, measured: await carryOut(stage, planned) };
}

/** Deploys until it stands: all wanted pods ready, none stopping, and answers from every one of them. */
async function bring(stage: Stage, stacks: Stacks): Promise<void> {
  await stage.copy.apply(await stage.copy.plan(stacks));
  await settled(stage, ({ counts }) =>
    [
      ['web', 'kubernetes_deployment_v1'],
      ['database', 'kubernetes_stateful_set_v1'],
    ].every(([name = '', type = '']) => {
      const { available, running, terminating } = counts.now(name);
      return available === replicasIn(stacks[name], type, name) && running === available && terminating === 0;
    }),
  );
  await waitForVersion(stage.url, '1.0.0', stage.signal);
}

async function carryOut({ copy, pods, url, signal }: Stage, planned: readonly PlannedFolder[]): Promise<Measured> {
  const interruptions = pods.interruptions();
  const load = startLoad({ url, ...rates, from: newVisitors(), signal });
  try {
    await sleep(2000, undefined, { signal });
    pods.counts.begin();
    const completed = await succeeds(copy.apply(planned));
    // Also where no pod moves: what follows a release shows only after a while.
    await sleep(quietMilliseconds, undefined, { signal });
    await settled({ pods, signal }, ({ counts, quietFor }) => {
      const stopping = Object.keys(counts.sinceBegin()).some((name) => counts.now(name).terminating > 0);
      return !stopping && quietFor() >= quietMilliseconds;
    });
    const { requests, orders, failures, longestGapMilliseconds, seconds } = await load.stop();
    if (pods.interruptions() > interruptions)
      throw new Error('the watch of the pods broke off, so something may have gone unseen: run this one again');
    return {
      sent: requests.sent + orders.sent,
      failed: requests.failed + orders.failed,
      failures: failureGroups(failures),
      longestGapMilliseconds: Math.round(longestGapMilliseconds),
      seconds: Math.round(seconds),
      completed,
      pods: pods.counts.sinceBegin(),
    };
  } finally {
    await load.stop();
  }
}

async function succeeds(applied: Promise<void>): Promise<boolean> {
  try {
    await applied;
    return true;
  } catch (error) {
    if (error instanceof TerraformFailed) return false;
    throw error;
  }
}

/** The review as anybody gets it, from the command line. */
async function review({ checkout }: Stage, planned: readonly PlannedFolder[]): Promise<readonly ForecastOfWorkload[]> {
  const command = [join(checkout, 'dist', 'cli', 'main.js'), 'review', '--format', 'json'];
  const folders = planned.map(({ folder }) => folder);
  const output = await promisify(execFile)(process.execPath, [...command, ...folders], {
    cwd: checkout,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: { code?: unknown; stdout?: string }) => {
    // 2: there are changes; 3: the policy refuses the release, which is carried out here all the same.
    if (error.code === 2 || error.code === 3) return { stdout: error.stdout ?? '' };
    throw error;
  });
  const { workloads } = JSON.parse(output.stdout) as { readonly workloads: readonly Workload[] };
  return workloads.map(forecastOf);
}

async function kubectl({ copy, variables, pods, signal }: Stage, args: readonly string[]): Promise<void> {
  const { kubeContext, namespaces } = copy.environment;
  await promisify(execFile)('kubectl', ['--context', kubeContext, '--namespace', namespaces.application, ...args], {
    env: { ...variables, KUBECONFIG: variables['KUBE_CONFIG_PATH'] },
  });
  await sleep(500);
  await settled({ pods, signal }, ({ counts, quietFor }) => {
    const { available, running } = counts.now('web');
    return available === running && quietFor() > 2000;
  });
}

async function settled(
  { pods, signal }: Pick<Stage, 'pods' | 'signal'>,
  check: (pods: PodWatch) => boolean,
): Promise<void> {
  for (const deadline = Date.now() + patienceMilliseconds; !check(pods); await sleep(200, undefined, { signal }))
    if (Date.now() > deadline)
      throw new Error(
        `the pods have not come to rest within ${patienceMilliseconds / 1000} s: ` +
          ['web', 'database'].map((name) => `${name} ${JSON.stringify(pods.counts.now(name))}`).join(', '),
      );
}

interface Synthesized {
  readonly resource?: Readonly<
    Record<string, Readonly<Record<string, { readonly spec?: { readonly replicas?: string } }>>>
  >;
}

const replicasIn = (stack: Json | undefined, type: string, name: string): number =>
  Number((stack as Synthesized | undefined)?.resource?.[type]?.[name]?.spec?.replicas);
