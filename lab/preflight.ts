import { LabError } from './lab-error';
import { addressProblems } from './preflight/addresses';
import type { Check, Preflight } from './preflight/check';
import { diskProblems } from './preflight/disk';
import { machineProblems } from './preflight/machine';
import { portProblems } from './preflight/ports';
import { toolProblems } from './preflight/tools';

const checks: readonly Check[] = [machineProblems, toolProblems, portProblems, addressProblems, diskProblems];

/** Everything that would stop the lab, said at once and before anything is touched. */
export async function preflight(subject: Preflight): Promise<void> {
  const problems = (await Promise.all(checks.map((check) => check(subject)))).flat();
  if (problems.length > 0)
    throw new LabError(
      `The lab cannot start on this machine, and nothing was started; ${problems.length === 1 ? 'one thing is' : `${problems.length} things are`} in the way:\n` +
        problems.map((problem) => `  - ${problem}`).join('\n'),
    );
}
