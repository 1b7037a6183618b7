import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { ClusterError } from '../release/cluster-error';
import { DescriptionError } from '../release/description';
import { KubeConfigError } from '../release/kube-config';
import { shellWord } from '../release/shell-word';
import { goOnUnread } from './closed-pipe';
import { PhaseFailed } from './phase-failed';
import { Phases } from './phases';
import { quickstart } from './run';

// Compiled, this file is dist/quickstart/main.js.
const checkout = resolve(__dirname, '..', '..');

class Interrupted extends Error {
  constructor(readonly exitCode: number) {
    super('interrupted');
  }
}

async function main(): Promise<number> {
  goOnUnread();
  const options = new Command('npm run quickstart --')
    .description(
      'Deploys version 1 of the sample application, shows the plan for version 2, and deploys it under load.',
    )
    .option(
      '--environment <name>',
      'lab brings its own cluster up; any other has to be prepared by npm run bootstrap',
      'lab',
    )
    .option('--report <file>', 'also writes what was measured as JSON')
    .option('--url <address>', 'where users reach the web service, when the Service does not show it')
    .option(
      '--start-over',
      'outside of the lab: deploys version 1 over whatever is deployed there, which is refused otherwise',
      false,
    )
    .addHelpText(
      'after',
      '\nExamples:\n  npm run quickstart\n  npm run quickstart -- --environment staging --url https://shop.example.org\n  npm run quickstart -- --environment staging --start-over',
    )
    .parse()
    .opts<{ environment: string; url?: string; report?: string; startOver: boolean }>();
  const phases = new Phases();
  const interrupted = new AbortController();
  const during = (): string => (phases.current === undefined ? '' : ` in phase "${phases.current}"`);
  const interrupt = (exitCode: number): void => {
    process.stderr.write(
      `\nInterrupted. ${interrupted.signal.aborted ? 'Still waiting' : 'Waiting'} for what is under way${during()} to end: ` +
        'a Terraform at work saves its state and gives its lock back first.\n',
    );
    interrupted.abort(new Interrupted(exitCode));
  };
  // Every time: a second Ctrl-C of somebody impatient must not leave Terraform alone.
  process.on('SIGINT', () => interrupt(130));
  process.on('SIGTERM', () => interrupt(143));
  try {
    const { environment, url, startOver } = options;
    const result = await quickstart({ environment, url, startOver, checkout, phases, signal: interrupted.signal });
    if (options.report)
      writeFileSync(options.report, `${JSON.stringify({ ...result, phases: phases.times }, undefined, 2)}\n`);
    return result.promises.every(({ kept }) => kept) ? 0 : 1;
  } catch (error) {
    if (interrupted.signal.aborted) {
      process.stderr.write(`\nEnded${during()}. ${howToRunAgain(options.environment)}\n`);
      return (interrupted.signal.reason as Interrupted).exitCode;
    }
    if ([PhaseFailed, ClusterError, DescriptionError, KubeConfigError].some((mistake) => error instanceof mistake)) {
      const failed = phases.current === undefined ? '' : `Phase "${phases.current}" failed. `;
      process.stderr.write(`\n${failed}${(error as Error).message}\n`);
      return 1;
    }
    throw error;
  }
}

/** By the rule in start-over.ts. */
const howToRunAgain = (environment: string): string =>
  environment === 'lab'
    ? 'Run npm run quickstart again: it starts from version 1 with the lab that there is.'
    : `Run npm run quickstart -- --environment ${shellWord(environment)} again; what is deployed by now it replaces only with --start-over.`;

void main().then((exitCode) => {
  process.exitCode = exitCode;
});
