import { installCommand, missingPackages, wantedPackages } from '../debian';
import { existingEngine } from '../docker-engine';
import type { Check } from './check';
import { succeeds } from '../run';

export const machineProblems: Check = async ({ paths, environment }) => {
  if (process.platform !== 'linux')
    return [
      `This is ${process.platform}; the lab needs Linux. Use a Linux machine, or point an environment at a cluster and a registry of your own.`,
    ];
  const problems: string[] = [];
  if (process.arch !== 'x64' && process.arch !== 'arm64')
    problems.push(`The processor is ${process.arch}; the lab knows x64 and arm64.`);
  const root = process.getuid?.() === 0;
  if (!root)
    problems.push(
      `You are user ${process.getuid?.() ?? 'unknown'}; starting a cluster needs root. Run it in a root shell (\`sudo -i\`).`,
    );
  const engine = (await existingEngine(environment, paths)) ? 'existing' : 'own';
  const missing = await missingPackages(wantedPackages(engine));
  const canInstall = root && (await succeeds('sh', ['-c', 'command -v apt-get']));
  if (missing.length > 0 && !canInstall)
    problems.push(
      `These are missing: ${missing.map(({ brings }) => brings).join(', ')}. As root on Debian: ${installCommand(missing)}`,
    );
  return problems;
};
