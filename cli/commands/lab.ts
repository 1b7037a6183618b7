import { resolve } from 'node:path';
import type { Paths } from '../../lab/layout';
import { UserError, type Command } from '../command';

const verbs = ['up', 'down', 'status', 'env', 'logs'] as const;
type Verb = (typeof verbs)[number];

export const lab: Command = {
  describe: (command) => {
    command
      .argument('<verb>', `one of ${verbs.join(', ')}`)
      .argument('[component]', 'for logs: whose log; every log without it')
      .option('--lines <count>', 'for logs: how many lines of each', '40')
      .option('--json', 'for status: one JSON object for programs')
      .addHelpText(
        'after',
        `
  up      starts the lab, completes it after an interruption, repairs what does not run any more
  down    removes every trace of it but the cache
  status  health, version and address of each component; exit code 1 when something is wrong
  env     what a shell must export to use it: eval "$(npm run -s lab -- env)"
  logs    what a component, or each of them, said last`,
      );
  },
  run: async (options, [verb = '', component]) => {
    if (!(verbs as readonly string[]).includes(verb))
      throw new UserError(`lab knows ${verbs.join(', ')}; "${verb}" is none of them.`);
    const { pathsOf } = await import('../../lab/layout.js');
    const { LabError } = await import('../../lab/lab-error.js');
    // Compiled, this file is dist/cli/commands/lab.js; the Go sources of the lab lie in the checkout above.
    const paths = pathsOf(process.env, resolve(__dirname, '..', '..', '..'));
    const interrupted = new AbortController();
    const interrupt = (signal: NodeJS.Signals): void => interrupted.abort(new Interrupted(signal));
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    try {
      return await perform(verb as Verb, paths, interrupted.signal, options, component);
    } catch (error) {
      if (error instanceof LabError) throw new UserError(error.message, error.exitCode);
      if (interrupted.signal.aborted) throw interruptedMessage(verb as Verb, interrupted.signal.reason as Interrupted);
      throw error;
    } finally {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    }
  },
};

class Interrupted extends Error {
  constructor(readonly received: NodeJS.Signals) {
    super(`interrupted by ${received}`);
  }
}

function interruptedMessage(verb: Verb, { received }: Interrupted): UserError {
  const next =
    verb === 'up'
      ? 'What runs already stays. `npm run lab -- up` goes on from here, `npm run lab -- down` removes it.'
      : `Run \`npm run lab -- ${verb}\` again to finish.`;
  return new UserError(`Interrupted. ${next}`, received === 'SIGINT' ? 130 : 143);
}

async function perform(
  verb: Verb,
  paths: Paths,
  signal: AbortSignal,
  options: Record<string, unknown>,
  component: string | undefined,
): Promise<number> {
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  const { readRecord, openRecord } = await import('../../lab/record.js');
  const { components } = await import('../../lab/components.js');
  const environment = process.env;
  switch (verb) {
    case 'up': {
      const { withLock } = await import('../../lab/lock.js');
      const { up } = await import('../../lab/up.js');
      const { duration, progressLines } = await import('../../lab/progress.js');
      const begin = Date.now();
      await withLock(signal, waiting, () =>
        up(components, { paths, environment, signal, report: progressLines(components, print) }),
      );
      print(
        `The lab is up after ${duration((Date.now() - begin) / 1000)}. Use it in this shell: eval "$(npm run -s lab -- env)"`,
      );
      return 0;
    }
    case 'down': {
      const { withLock } = await import('../../lab/lock.js');
      const { takeDown } = await import('../../lab/down.js');
      return withLock(signal, waiting, async () => {
        const data = readRecord(paths.record);
        if (data === undefined) {
          print('The lab is not up; there is nothing to take down.');
          return 0;
        }
        const record = openRecord(paths.record, data);
        await takeDown({ paths, environment, signal, record, note: print }, components, print);
        print(`The lab is down. What was built stays in ${paths.cache} for the next time.`);
        return 0;
      });
    }
    case 'status': {
      const { status, statusText, isHealthy } = await import('../../lab/status.js');
      const data = readRecord(paths.record);
      if (data === undefined) throw new UserError('The lab is not up. Start it: npm run lab -- up');
      const record = openRecord(paths.record, data);
      const statuses = await status(components, { paths, environment, signal, record, note: () => undefined });
      print(
        options['json'] ? JSON.stringify({ healthy: isHealthy(statuses), components: statuses }) : statusText(statuses),
      );
      return isHealthy(statuses) ? 0 : 1;
    }
    case 'env': {
      const { exportsOf, recordOfRunningLab, shellExports } = await import('../../lab/env.js');
      print(shellExports(exportsOf(paths, recordOfRunningLab(readRecord(paths.record)), environment)));
      return 0;
    }
    case 'logs': {
      const { logs } = await import('../../lab/logs.js');
      const lines = Number(options['lines']);
      if (!Number.isInteger(lines) || lines < 1)
        throw new UserError(`--lines is "${String(options['lines'])}"; it must be a whole number from 1.`);
      print(logs(paths, component, lines));
      return 0;
    }
  }
}

function waiting(): void {
  process.stderr.write('Another `lab up` or `lab down` is at work on this machine; waiting for it to end.\n');
}
