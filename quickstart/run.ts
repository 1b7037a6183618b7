import { setTimeout as pause } from 'node:timers/promises';
import { AppsV1Api, CoordinationV1Api } from '@kubernetes/client-node';
import { describeEnvironment } from '../release/describe-environment';
import type { DescribedEnvironment } from '../release/description';
import { clientOf, kubeConfigPath, loadContext } from '../release/kube-config';
import { problemsText, releaseProblems } from '../release/preflight';
import { locksText, stateLocks } from '../release/state-locks';
import { addressOf } from './address';
import { Cdktf } from './cdktf';
import { deployedVersion } from './cluster';
import { labUp } from './lab';
import { Lease } from './lease';
import { PhaseFailed } from './phase-failed';
import type { Phases } from './phases';
import { promisesOf, type ReleaseFacts, type ReleasePromise } from './promises';
import { decide, sampleVersions } from './start-over';
import { summaryOf, type NextCommand } from './summary';
import { endTraffic, startTraffic, versionsAnswering, waitForVersion } from './traffic';

const { from, to } = sampleVersions;
/** Load before and after the release, so that its edges are seen too. */
const settleMilliseconds = 5000;

interface QuickstartOptions {
  readonly checkout: string;
  readonly environment: string;
  readonly url?: string;
  /** Puts version 1 in the place of whatever is deployed, also outside of the lab. */
  readonly startOver: boolean;
  readonly signal: AbortSignal;
  readonly phases: Phases;
}

interface QuickstartResult {
  readonly facts: ReleaseFacts;
  readonly promises: readonly ReleasePromise[];
}

/** Version 1, the plan for version 2, version 2 under load, and what users saw of it. */
export async function quickstart({
  checkout,
  environment,
  url: givenUrl,
  startOver,
  signal: interrupted,
  phases,
}: QuickstartOptions): Promise<QuickstartResult> {
  const leaseLost = new AbortController();
  const signal = AbortSignal.any([interrupted, leaseLost.signal]);
  const variables =
    environment === 'lab'
      ? await phases.run('lab', '20 s when its parts are built, 15 to 20 minutes the first time', () =>
          labUp(checkout, signal),
        )
      : { ...process.env };
  variables['PLIMSOLL_ENVIRONMENT'] = environment;
  const described = await describeEnvironment(checkout, environment, variables);
  const problems = await releaseProblems({ environment: described, variables });
  if (problems.length > 0) throw new PhaseFailed(problemsText(environment, problems));
  const kubeConfig = loadContext(kubeConfigPath(variables), described.kubeContext);
  const coordination = clientOf(kubeConfig, CoordinationV1Api);
  const lease = new Lease(coordination, described, (why) => {
    process.stderr.write(`\n${why.message}\nEnding what is under way here: Terraform saves its state first.\n`);
    leaseLost.abort(why);
  });
  await lease.acquire();
  try {
    const locks = await stateLocks(described, coordination);
    if (locks.length > 0) throw new PhaseFailed(locksText(described, locks));
    const found = await deployedVersion(described, clientOf(kubeConfig, AppsV1Api));
    const decision = decide(found, described, startOver);
    if (decision.kind === 'refuse') throw new PhaseFailed(decision.why);
    process.stdout.write(`\n${decision.said}\n`);
    const cdktf = new Cdktf(checkout, variables, signal);
    await phases.run(`deploy version ${from}`, '1 to 2 minutes', () => cdktf.deploy(from));
    const url = await addressOf(kubeConfig, described, givenUrl);
    await waitForVersion(url, from, signal);
    const web = described.stacks.find(({ name }) => name.endsWith('-web'))?.name ?? `${environment}-web`;
    await phases.run(`plan version ${to}`, '10 s', () => cdktf.diff(web, to));
    const facts = await phases.run(`deploy version ${to} under load`, '1 to 2 minutes', () =>
      release(cdktf, url, signal),
    );
    const promises = promisesOf(facts);
    process.stdout.write(summaryOf(facts, promises, phases.times, nextCommands(described, web, url)));
    return { facts, promises };
  } catch (error) {
    // Else the last word would be that of whatever was aborted.
    leaseLost.signal.throwIfAborted();
    throw error;
  } finally {
    await lease.release();
  }
}

async function release(cdktf: Cdktf, url: string, signal: AbortSignal): Promise<ReleaseFacts> {
  const load = startTraffic(url, signal);
  try {
    await pause(settleMilliseconds, undefined, { signal });
    await cdktf.deploy(to);
    await pause(settleMilliseconds, undefined, { signal });
  } catch (error) {
    await load.stop();
    throw error;
  }
  const { report, orders } = await endTraffic(load, signal);
  const versionsAfter = await versionsAnswering(url);
  signal.throwIfAborted();
  return {
    from,
    to,
    versionsAfter,
    traffic: {
      sent: report.requests.sent + report.orders.sent,
      failed: report.requests.failed + report.orders.failed,
      longestGapMilliseconds: report.longestGapMilliseconds,
      versionsSeen: [...new Set(report.versions.map(({ version }) => version))],
      failures: report.failures,
    },
    orders: { acknowledged: orders.acknowledged, found: orders.found },
  };
}

function nextCommands(
  { name, images, web: service }: DescribedEnvironment,
  web: string,
  url: string,
): readonly NextCommand[] {
  // Where the environment file names another version, these commands would speak of going back to that.
  const configured = images.find((image) => image.name === service.name)?.version;
  const version = configured === to ? '' : `PLIMSOLL_VERSION=${to} `;
  const diff = `npx cdktf diff ${web}`;
  return [
    { command: `open ${url}`, does: 'place an order yourself' },
    {
      command:
        name === 'lab'
          ? `eval "$(npm run -s lab -- env)" && ${version}${diff}`
          : `PLIMSOLL_ENVIRONMENT=${name} ${version}${diff}`,
      does: 'nothing left to change',
    },
    {
      command: `${version}npm run review${name === 'lab' ? '' : ` -- --environment ${name}`}`,
      does: 'the same plan, read for a reviewer',
    },
  ];
}
