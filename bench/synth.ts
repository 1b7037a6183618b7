import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepProof } from '../proof/keep-proof';
import { beside, report, runOnce } from './measure';

// Synthesis of all stacks of the lab, against loading nothing but cdktf's App, and against loading what the stacks use of
// cdktf and its providers: what of it is ours to make faster. With --keep the results go to docs/proof/bench-synth.json.
const app = join(__dirname, '..', 'main.js');
const uses = [
  'cdktf/lib/app',
  ...['provider', 'image', 'registry-image'].map((name) => `@cdktf/provider-docker/lib/${name}`),
  ...[
    ...['provider', 'deployment-v1', 'stateful-set-v1', 'job-v1', 'service-v1', 'config-map-v1', 'limit-range-v1'],
    ...['network-policy-v1', 'pod-disruption-budget-v1', 'resource-quota-v1', 'service-account-v1'],
  ].map((name) => `@cdktf/provider-kubernetes/lib/${name}`),
];
const outdir = mkdtempSync(join(tmpdir(), 'plimsoll-synth-'));
try {
  const result = beside(
    5,
    () => runOnce([app], { env: { PLIMSOLL_ENVIRONMENT: 'lab', CDKTF_OUTDIR: outdir } }),
    () => runOnce(['-e', "require('cdktf/lib/app')"]),
  );
  const synth = 'synth of all lab stacks';
  const results = [report(synth, "node -e require('cdktf/lib/app')", result, { goalCpuMilliseconds: 500 })];
  const loading = beside(
    5,
    () => runOnce([app], { env: { PLIMSOLL_ENVIRONMENT: 'lab', CDKTF_OUTDIR: outdir } }),
    () => runOnce(['-e', uses.map((name) => `require('${name}')`).join(';')]),
  );
  results.push(report(synth, 'loading what it uses of cdktf and its providers', loading));
  if (process.argv.includes('--keep')) keepProof('bench-synth', 'npm run bench:synth -- --keep', { results });
} finally {
  rmSync(outdir, { recursive: true });
}
