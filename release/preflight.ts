import type { Check, Preflight } from './preflight/check';
import { clusterProblems } from './preflight/cluster';
import { dockerProblems } from './preflight/docker';
import { registryProblems } from './preflight/registry';
import { terraformProblems } from './preflight/terraform';

const checks: readonly Check[] = [terraformProblems, dockerProblems, registryProblems, clusterProblems];

/** Everything that would stop a release of this environment from this machine, all at once. Nothing is changed. */
export async function releaseProblems(preflight: Preflight): Promise<readonly string[]> {
  return (await Promise.all(checks.map((check) => check(preflight)))).flat();
}

/** The problems as one message. */
export function problemsText(environment: string, problems: readonly string[]): string {
  const count = problems.length === 1 ? 'one thing is' : `${problems.length} things are`;
  return `Environment "${environment}" cannot be released from here; ${count} in the way:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`;
}
