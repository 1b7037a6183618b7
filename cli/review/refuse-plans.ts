import { statSync } from 'node:fs';
import { shellWord } from '../../release/shell-word';
import { UserError } from '../command';

/**
 * `npm run review` ends in `--environment`, so whoever gives it a plan to read has named an environment, or both.
 * Refuses that with the command that reads plans.
 */
export function refusePlans(environment: string | true, inputs: readonly string[]): void {
  if (environment !== true && isPlan(environment))
    throw new UserError(
      `--environment, which \`npm run review\` gives, takes the name of an environment and makes its plans; ${shellWord(environment)} is a plan to read. ` +
        readingOf([environment, ...inputs]),
    );
  if (inputs.length > 0)
    throw new UserError(
      `Either name plans or give --environment, which makes them and which \`npm run review\` gives. ${readingOf(inputs)}`,
    );
}

/** Standard input, a path, or a file; a folder does not count, since one may be called `lab`. */
const isPlan = (name: string): boolean =>
  name === '-' || /[/\\]|\.json$/.test(name) || statSync(name, { throwIfNoEntry: false })?.isFile() === true;

function readingOf(inputs: readonly string[]): string {
  const piped = inputs.includes('-') ? 'terraform show -json PLAN | ' : '';
  const named = inputs.length === 1 && piped !== '' ? [] : inputs;
  return `To read it: ${[`${piped}npx plimsoll review`, ...named.map(shellWord)].join(' ')}`;
}
