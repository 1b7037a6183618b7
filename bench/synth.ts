import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beside, report, runOnce } from './measure';

// Synthesis of all stacks of the lab, against loading nothing but cdktf's App.
const app = join(__dirname, '..', 'main.js');
const outdir = mkdtempSync(join(tmpdir(), 'plimsoll-synth-'));
try {
  const result = beside(
    5,
    () => runOnce([app], { env: { PLIMSOLL_ENVIRONMENT: 'lab', CDKTF_OUTDIR: outdir } }),
    () => runOnce(['-e', "require('cdktf/lib/app')"]),
  );
  report('synth of all lab stacks', "node -e require('cdktf/lib/app')", result, { goalCpuMilliseconds: 500 });
} finally {
  rmSync(outdir, { recursive: true });
}
