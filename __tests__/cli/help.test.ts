import { Command as Commander } from 'commander';
import type { Command } from '../../cli/command';
import { bootstrap } from '../../cli/commands/bootstrap';
import { comment } from '../../cli/commands/comment';
import { lab } from '../../cli/commands/lab';
import { review } from '../../cli/commands/review';

/** What `--help` of a command prints. */
function helpOf({ describe }: Command): string {
  let text = '';
  const command = new Commander('any').configureOutput({ writeOut: (more) => void (text += more) });
  describe(command);
  command.outputHelp();
  return text;
}

it.each(Object.entries({ review, comment, lab, bootstrap }))('the help of %s has no stray blank line', (_, command) => {
  expect(helpOf(command)).toMatch(/^Usage: any .*\S\n$/s);
  expect(helpOf(command)).not.toContain('\n\n\n');
});
