import { join } from 'node:path';
import { Command } from 'commander';
import { goOnUnread } from '../../quickstart/closed-pipe';
import { labUp } from '../../quickstart/lab';
import { kubeConfigPath, loadContext } from '../../release/kube-config';
import { Interrupted, interruptions } from '../interruptible';
import { checkout, commit } from '../keep-proof';
import { disagreements, worstOf } from './agreement';
import { keepPlans, plansFolder } from './keep-plans';
import { madeUpCredentials, ownCopy, prepare, removeEverything } from './lab-namespace';
import { play, type Stage } from './play';
import { keepReleases, rowOf, type ProvedRelease } from './record';
import { ReleaseCopy } from './release-copy';
import type { Scenario } from './scenario';
import { scenarios } from './scenarios';
import { watchPods } from './watch-pods';

interface Options {
  readonly only?: string;
  readonly keep?: boolean;
  readonly keepPlans?: boolean;
  readonly list?: boolean;
}

async function main(): Promise<number> {
  goOnUnread();
  const options = new Command('npm run prove:forecast --')
    .description(
      'Carries out releases of the sample application on the lab, under load, and sets beside each other what their review forecast and what was measured.',
    )
    .option('--only <names>', 'only these releases, separated by commas')
    .option('--keep', 'write what was seen to docs/proof/forecast.json, beside what stands there of other releases')
    .option('--keep-plans', `write the plans of the golden reviews to ${plansFolder}`)
    .option('--list', 'name the releases and end')
    .addHelpText(
      'after',
      '\nEnds with 0 when every forecast agrees with what was measured, else with 1. LAB_KEEP=1 leaves the namespace.',
    )
    .parse()
    .opts<Options>();
  const chosen = choose(options.only);
  if (options.list) {
    for (const { name, release } of chosen) process.stdout.write(`${name.padEnd(26)}${release}\n`);
    return 0;
  }
  const interrupted = new AbortController();
  // Every time: a second Ctrl-C of somebody impatient must not leave the namespace behind.
  for (const [signal, exitCode] of interruptions)
    process.on(signal, () => interrupted.abort(new Interrupted(exitCode)));
  return prove(chosen, options, interrupted.signal);
}

function choose(only: string | undefined): readonly Scenario[] {
  if (only === undefined) return scenarios;
  const names = only.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !scenarios.some((scenario) => scenario.name === name));
  if (unknown.length > 0)
    throw new Error(`--only names ${unknown.join(', ')}; use some of ${scenarios.map(({ name }) => name).join(', ')}`);
  return scenarios.filter(({ name }) => names.includes(name));
}

async function prove(chosen: readonly Scenario[], options: Options, signal: AbortSignal): Promise<number> {
  const variables = ownCopy(checkout, { ...(await labUp(checkout, signal)), CHECKPOINT_DISABLE: '1' });
  const copy = await ReleaseCopy.make(checkout, variables);
  const { environment } = copy;
  const config = loadContext(kubeConfigPath(variables), environment.kubeContext);
  const proved: ProvedRelease[] = [];
  try {
    await prepare(environment, config);
    const credentials = await madeUpCredentials(environment, config);
    const pods = await watchPods(config, environment.namespaces.application);
    const url = `http://127.0.0.1:${environment.web.exposure.nodePort}`;
    const stage: Stage = { checkout, variables, copy, pods, url, signal };
    for (const scenario of chosen) {
      try {
        const { planned, ...seen } = await play(stage, scenario);
        if (options.keepPlans && scenario.golden)
          keepPlans(join(checkout, plansFolder, scenario.name), planned, credentials);
        proved.push(provedRelease(scenario, seen));
        process.stdout.write(`${rowOf(proved.at(-1) as ProvedRelease)}\n`);
        if (options.keep) keepReleases(proved, scenarios);
      } catch (error) {
        signal.throwIfAborted();
        const reason = error instanceof Error ? error.message : String(error);
        process.stderr.write(`${scenario.name} could not be carried out: ${reason}\n`);
      }
    }
    pods.stop();
  } catch (error) {
    // Else the last word would be that of whatever was aborted.
    signal.throwIfAborted();
    throw error;
  } finally {
    // First what holds plans; the cluster may no longer answer.
    await copy.removeFiles();
    if (process.env['LAB_KEEP'] !== '1') await removeEverything(environment, config);
  }
  const agreeing = proved.filter(({ disagreements: found }) => found.length === 0).length;
  process.stdout.write(`${agreeing} of ${chosen.length} forecasts agree with what was measured.\n`);
  return agreeing === chosen.length ? 0 : 1;
}

function provedRelease(
  { name, release, breaks }: Scenario,
  { forecast, measured }: Omit<Awaited<ReturnType<typeof play>>, 'planned'>,
): ProvedRelease {
  return {
    name,
    release,
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    forecast: { impact: worstOf(forecast), workloads: forecast },
    measured,
    ...(breaks === undefined ? {} : { breaks }),
    disagreements: disagreements(forecast, measured, breaks),
  };
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof Interrupted ? error.exitCode : 1);
  },
);
