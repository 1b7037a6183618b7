import type { Command } from '../command';
import type { CommentOptions } from '../comment/run';

const examples = `
Examples:
  plimsoll comment --environment staging --review review.md --commit "$HEAD_SHA" --pull-request 12
  plimsoll comment --environment staging --error plan-error.txt --commit "$HEAD_SHA" --pull-request 12

The token comes from GITHUB_TOKEN or GITLAB_TOKEN, everything else from the variables that the CI system sets.`;

/** `plimsoll comment`: one comment per environment on a pull request, updated in place. */
export const comment: Command = {
  describe: (command) =>
    command
      .requiredOption('--environment <name>', 'which environment the review is about')
      .option('--review <file>', 'Markdown written by plimsoll review --out')
      .option('--error <file>', 'output of a failed step, shown instead of a review')
      .option('--commit <sha>', 'commit that was reviewed')
      .option('--pull-request <number>', 'number of the pull request on GitHub')
      .option('--author <login>', 'login that our own comments carry on GitHub', 'github-actions[bot]')
      .addHelpText('after', examples),
  run: async (options) => {
    const { runComment } = await import('../comment/run.js');
    return runComment(options as unknown as CommentOptions, process.env);
  },
};
