import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepProof } from '../proof/keep-proof';
import { beside, report, runOnce } from './measure';
import { planOf } from './large-plan';

// `plimsoll review` as a whole command against a bare JSON.parse of the same file, and its start against `node -e 0`.
// With --keep the results go to docs/proof/bench-review.json.
const plimsoll = join(__dirname, '..', 'plimsoll', 'main.js');
const parse = "JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'))";
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-plans-'));

function measured(workloads: number): ReturnType<typeof beside> {
  const file = join(folder, `web-${workloads}.json`);
  writeFileSync(file, JSON.stringify(planOf(workloads)));
  return beside(
    5,
    () => runOnce([plimsoll, 'review', file, '--out', join(folder, 'review.md')], { expected: [2] }),
    () => runOnce(['-e', parse, file]),
  );
}

try {
  const start = beside(
    5,
    () => measuredStart(),
    () => runOnce(['-e', '0']),
  );
  const results = [
    report('start of plimsoll review with a plan of one resource', 'node -e 0', start, { goalWallRatio: 2 }),
  ];
  const thousand = measured(1000);
  results.push(
    report('plimsoll review of 1,000 changed workloads', 'JSON.parse of the same file', thousand, {
      goalWallRatio: 3,
      goalMemoryRatio: 3,
    }),
  );
  const tenThousand = measured(10_000);
  results.push(
    report('plimsoll review of 10,000 changed workloads', 'JSON.parse of the same file', tenThousand, {
      perWorkloadAgainstThousand: Math.round((tenThousand.subject.wall / 10 / thousand.subject.wall) * 100) / 100,
      goalPerWorkload: 1.15,
    }),
  );
  if (process.argv.includes('--keep')) keepProof('bench-review', 'npm run bench:review -- --keep', { results });
} finally {
  rmSync(folder, { recursive: true });
}

function measuredStart(): ReturnType<typeof runOnce> {
  const file = join(folder, 'one.json');
  writeFileSync(file, JSON.stringify(planOf(1)));
  return runOnce([plimsoll, 'review', file], { expected: [2] });
}
