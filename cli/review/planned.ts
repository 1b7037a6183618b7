import { join, resolve } from 'node:path';
import type { CoreV1Api } from '@kubernetes/client-node';
import { hideCredentials, readPlans, type Plan } from '../../review';
import { ClusterError } from '../../release/cluster-error';
import { synthesize } from '../../release/describe-environment';
import { DescriptionError, environmentOf, readDescription, type DescribedEnvironment } from '../../release/description';
import { dockerCommand, fetchImages } from '../../release/fetch-images';
import { clientOf, KubeConfigError, kubeConfigPath, loadContext } from '../../release/kube-config';
import { planStacks, type PlannedStack } from '../../release/plan-stacks';
import { problemsText, releaseProblems } from '../../release/preflight';
import { hasState } from '../../release/state';
import { Terraform } from '../../release/terraform';
import { checkout } from '../checkout';
import { UserError } from '../command';
import type { ReviewOptions } from './options';

/** Synthesizes an environment, plans every stack of it with plain Terraform, and reads the plans. */
export async function planEnvironment({
  environment,
  skipSynth = false,
  readOnly = false,
}: ReviewOptions): Promise<readonly Plan[]> {
  // Plans hold secrets: nobody else may read what Terraform writes from here on.
  process.umask(0o077);
  const name = typeof environment === 'string' ? environment : process.env['PLIMSOLL_ENVIRONMENT'] || 'lab';
  try {
    const folder = resolve('cdktf.out');
    const described = await describedIn(folder, name, skipSynth);
    const planned = await planStacks({
      environment: described,
      folder,
      terraform: new Terraform(process.env),
      readOnly,
      hasState: async (stack) => hasState(join(folder, 'stacks', stack), await core(described), described),
      report: (stack, what) => process.stderr.write(`${stack}: ${words[what]}\n`),
    });
    if (planned.some(({ kind }) => kind === 'failed')) throw new UserError(await failureOf(described, planned));
    return planned.flatMap(plansOf);
  } catch (error) {
    if ([ClusterError, DescriptionError, KubeConfigError].some((mistake) => error instanceof mistake))
      throw new UserError((error as Error).message);
    throw error;
  }
}

async function describedIn(folder: string, name: string, skipSynth: boolean): Promise<DescribedEnvironment> {
  if (skipSynth) return environmentOf(readDescription(folder), name);
  process.stderr.write(`${name}: synthesizing\n`);
  const described = await synthesize(checkout, name, process.env, folder);
  // Else the docker provider would plan to build again what this machine's engine lacks and the registry has.
  await fetchImages(readDescription(folder), dockerCommand, (text) => process.stderr.write(`${text}\n`));
  return described;
}

async function core({ kubeContext }: DescribedEnvironment): Promise<CoreV1Api> {
  const { CoreV1Api: Api } = await import('@kubernetes/client-node');
  return clientOf(loadContext(kubeConfigPath(process.env), kubeContext), Api);
}

const words: { readonly [what in 'planning' | PlannedStack['kind']]: string } = {
  planning: 'planning',
  planned: 'planned',
  'never-deployed': 'never deployed, so not planned with credentials that only read',
  failed: 'could not be planned',
};

/** Every failure at once, since half a release cannot be reviewed; first what in this machine or cluster explains them. */
async function failureOf(environment: DescribedEnvironment, planned: readonly PlannedStack[]): Promise<string> {
  const problems = await releaseProblems({ environment, variables: process.env });
  // One cause fails many stacks, often in the same words.
  const stacksBySaid = new Map<string, readonly string[]>();
  for (const stack of planned)
    if (stack.kind === 'failed')
      stacksBySaid.set(stack.output, [...(stacksBySaid.get(stack.output) ?? []), stack.stack]);
  const failures = [...stacksBySaid].map(([output, stacks]) => `${stacks.join(', ')}: ${output}`);
  const said = problems.length > 0 ? failures.slice(0, 1) : failures;
  const explained = problems.length > 0 ? [problemsText(environment.name, problems)] : [];
  return hideCredentials([...explained, ...said].join('\n\n'), process.env);
}

function plansOf(planned: PlannedStack): readonly Plan[] {
  switch (planned.kind) {
    case 'planned':
      return readPlans(planned.json, { stack: planned.stack, constructs: planned.constructs });
    case 'never-deployed':
      return [neverDeployed(planned.stack)];
    case 'failed':
      return [];
  }
}

/** A stand-in for the plan that could not be made: it keeps the verdict from being routine and says why. */
const neverDeployed = (stack: string): Plan => ({
  ...(readPlans('{"format_version":"1.2","resource_changes":[]}', { stack })[0] as Plan),
  incomplete: [
    {
      kind: 'partial',
      message:
        'This stack was never deployed, and credentials that only read cannot plan it: everything in it will be created.',
    },
  ],
});
