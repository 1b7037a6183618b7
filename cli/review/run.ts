import {
  assertPrintsNone,
  collectSecrets,
  oneLine,
  reviewRelease,
  reviewWording,
  type Plan,
  type Secrets,
} from '../../review';
import { needCheckout } from '../checkout';
import { loadConfig } from '../config';
import { UserError } from '../command';
import { displayOf } from './display';
import { refusePlans } from './refuse-plans';
import { exitCodeOf, failOnOf, whyThree } from './exit-code';
import { readInputs } from './inputs';
import type { ReviewOptions } from './options';
import { formatOf, outputsOf, textOf, type RenderSettings } from './outputs';
import { stdout, type Stdout } from './stdout';
import { needFolderOf, writePrivate } from './write-private';

/** Everything is checked and rendered before the first byte is written, so a mistake leaves no half of the outputs. */
export async function runReview(
  options: ReviewOptions,
  inputs: readonly string[],
  output: Stdout = stdout(),
): Promise<number> {
  const format = formatOf(options.format);
  const files = outputsOf(options.out ?? []);
  for (const { file } of files) needFolderOf(file);
  const failOn = failOnOf(options.failOn);
  const maxCharacters = limitOf(options.limit);
  const { policy, policyChanges } = await loadConfig({
    config: options.config,
    proposed: options.proposedConfig,
    from: process.cwd(),
  });
  const plans = await plansOf(options, inputs);
  const secrets = collectSecrets(plans, reviewWording(policy));
  const review = reviewRelease({ plans, policy, policyChanges, secrets, now: new Date() });
  const settings: RenderSettings = {
    source: options.source,
    maxCharacters,
    ...displayOf(output, process.env, options.color),
  };
  const text = textOf(review, format, secrets, settings);
  const outputs = files.map(({ file, format: own }) => ({
    file,
    text: textOf(review, own, secrets, { ...settings, width: 100, colour: false }),
  }));
  for (const { file, text: written } of outputs) writePrivate(file, written);
  output.write(text);
  output.complain(complaintOf(whyThree(review, failOn), secrets));
  return exitCodeOf(review, failOn);
}

/** Lines for standard error, searched for secrets like everything else that is printed. */
function complaintOf(reasons: readonly string[], secrets: Secrets): string {
  const text = reasons.map((reason) => `Exit code 3, ${oneLine(reason)}\n`).join('');
  assertPrintsNone(secrets, text);
  return text;
}

async function plansOf(options: ReviewOptions, inputs: readonly string[]): Promise<readonly Plan[]> {
  if (options.environment === undefined) {
    refuseWithoutEnvironment(options);
    return readInputs(inputs, options.stack);
  }
  refusePlans(options.environment, inputs);
  if (options.stack !== undefined)
    throw new UserError('--stack names a plan that is read; those that --environment makes have names. Leave it out.');
  needCheckout('plimsoll review --environment');
  const { planEnvironment } = await import('./planned.js');
  return planEnvironment(options);
}

/** Else who relies on one of them would not learn that it does nothing. */
function refuseWithoutEnvironment({ skipSynth, readOnly }: ReviewOptions): void {
  const given = [...(skipSynth ? ['--skip-synth'] : []), ...(readOnly ? ['--read-only'] : [])];
  if (given.length > 0)
    throw new UserError(
      `${given.join(' and ')}: only with --environment, which makes the plans. Add it, or leave this out.`,
    );
}

function limitOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 500) return limit;
  throw new UserError(`--limit "${text}" is not a whole number from 500; it is how many characters Markdown may have.`);
}
