import type { Command } from '../command';
import type { ReviewOptions } from '../review/options';

const examples = `
Examples:
  terraform plan -out PLAN && terraform show -json PLAN | plimsoll review
  plimsoll review cdktf.out/stacks/* --out review.md --out review.json
  plimsoll review web.json database.json --fail-on needs-approval
  plimsoll review --environment staging --out review.html

Exit codes:
  0  no change
  1  an error, a plan that failed, or a state instead of a plan
  2  changes
  3  blocked by policy or by --fail-on, whatever else holds`;

const repeated = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value];

/** `plimsoll review`: plans in, the release review out. */
export const review: Command = {
  describe: (command) =>
    command
      .argument(
        '[plans...]',
        'plan JSON files (gzip too), folders that hold plan.json, or - for standard input; default standard input',
      )
      .option(
        '--format <format>',
        'what to print: terminal, markdown, html, json, sarif, junit, annotations or summary',
        'terminal',
      )
      .option(
        '--out <file>',
        'also write a file, its format by extension (.md .html .json .sarif .xml .txt) or as FORMAT=FILE; repeatable',
        repeated,
      )
      .option(
        '--config <file>',
        'policy and waivers; default plimsoll.config.ts, .json or .yaml in this folder, else the nearest up to the top of its repository',
      )
      .option(
        '--fail-on <what>',
        'exit 3 on any of a comma list: needs-approval; a severity or higher (info, low, medium, high, critical); an impact or worse (reduced, errors-possible, outage); unknown',
      )
      .option(
        '--proposed-config <file>',
        'the policy a pull request proposes: compared with the one that judges, never run',
      )
      .option('--limit <characters>', 'longest Markdown; default 65536, a comment on GitHub')
      .option('-e, --environment [name]', 'plan all stacks of this environment and review them together')
      .option('--skip-synth', 'with --environment: plan what is in cdktf.out already')
      .option('--read-only', 'with --environment: take no lock; a stack never deployed is reported, not planned')
      .option('--stack <name>', 'name of the stack of a single plan; default its file or folder')
      .option('--source <file>', 'file of the repository that SARIF results and annotations point to', 'main.ts')
      .option('--no-color', 'no colours')
      .addHelpText('after', examples),
  run: async (options, plans) => {
    const { runReview } = await import('../review/run.js');
    return runReview(options as unknown as ReviewOptions, plans);
  },
};
