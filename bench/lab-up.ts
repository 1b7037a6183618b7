import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathsOf } from '../lab/layout';
import { checkout, keepProof } from '../proof/keep-proof';
import { runOnce } from './measure';

// `lab up` with everything built before, against the start of Node.js in the same minute: how fast this machine is.
// With --keep the results go to docs/proof/bench-lab-up.json.
const runs = 5;
const paths = pathsOf(process.env, checkout);

function lab(verb: 'up' | 'down'): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [join(checkout, 'dist', 'cli', 'main.js'), 'lab', verb]);
  if (status !== 0) throw new Error(`lab ${verb} ended with ${String(status)}: ${String(stderr)}`);
  return performance.now() - started;
}

function main(): void {
  // It would be somebody's.
  if (existsSync(paths.state)) throw new Error('A lab is up; take it down first: npm run lab -- down');
  // What is not built yet is built now, and not measured.
  lab('up');
  lab('down');
  const seen = Array.from({ length: runs }, () => {
    const [neighbour, up] = [runOnce(['-e', '0']).wall, lab('up')];
    lab('down');
    return {
      seconds: Math.round(up / 100) / 10,
      neighbourMilliseconds: Math.round(neighbour),
      ratio: Math.round(up / neighbour),
    };
  });
  const result = { bench: 'lab up with a warm cache', against: 'node -e 0', goalSeconds: 30, runs: seen };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (process.argv.includes('--keep'))
    keepProof('bench-lab-up', 'npm run bench:lab-up -- --keep', { results: [result] });
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
