import { checkout } from '../checkout';
import { UserError, type Command } from '../command';

export const lab: Command = {
  describe: (command) =>
    command
      .argument('<verb>', 'up, down, status, env or logs')
      .argument('[component]', 'for logs: whose log; every log without it')
      .option('--lines <count>', 'for logs: how many lines of each', '40')
      .option('--json', 'for status: one JSON object, for programs')
      .addHelpText(
        'after',
        `
  up      starts the lab, completes it after an interruption, repairs what does not run any more
  down    removes every trace of it but the cache
  status  health, version and address of each component; exit code 1 when something is wrong
  env     what a shell must export to use it: eval "$(npm run -s lab -- env)"
  logs    what a component, or each of them, said last`,
      ),

  run: async (options, [verb = '', component]) => {
    const lines = Number(options['lines']);
    if (!Number.isInteger(lines) || lines < 1)
      throw new UserError(`--lines is "${String(options['lines'])}"; it must be a whole number from 1.`);
    const { verbOf } = await import('./lab/verbs.js');
    const { pathsOf } = await import('../../lab/layout.js');
    const { LabError } = await import('../../lab/lab-error.js');
    const perform = verbOf(verb);
    const paths = pathsOf(process.env, checkout);
    const interruption = new AbortController();
    const interrupt = (signal: NodeJS.Signals): void => interruption.abort(new Interrupted(signal));
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    try {
      return await perform({ paths, signal: interruption.signal, component, lines, json: options['json'] === true });
    } catch (error) {
      if (interruption.signal.aborted) throw interrupted(verb, interruption.signal.reason as Interrupted);
      if (error instanceof LabError) throw new UserError(error.message, error.exitCode);
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

function interrupted(verb: string, { received }: Interrupted): UserError {
  const next =
    verb === 'up'
      ? 'What runs already stays. `npm run lab -- up` goes on from here, `npm run lab -- down` removes it.'
      : `Run \`npm run lab -- ${verb}\` again to finish.`;
  return new UserError(`Interrupted. ${next}`, received === 'SIGINT' ? 130 : 143);
}
