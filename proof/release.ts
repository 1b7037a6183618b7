import { spawn } from 'node:child_process';
import { mkdtempSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { goOnUnread } from '../quickstart/closed-pipe';
import { checkout, keepProof } from './keep-proof';

/** One run of quickstart: what its `--report` says, and how it ended. */
interface Run {
  readonly startedAt: string;
  /** Load average of one minute when it started: what else the machine had to do. */
  readonly loadAverage: number;
  readonly exitCode: number;
  readonly report?: unknown;
}

async function main(): Promise<number> {
  goOnUnread();
  const { runs, keep } = new Command('npm run prove:release --')
    .description('Releases version 2 under load again and again with quickstart, and keeps what users saw of each.')
    .option('--runs <number>', 'how often', (text) => Number.parseInt(text, 10), 10)
    .option('--no-keep', 'writes nothing to docs/proof')
    .parse()
    .opts<{ runs: number; keep: boolean }>();
  const seen: Run[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-prove-release-'));
  // A Ctrl-C reaches quickstart as well, which ends by itself, and takes its time for every one of them.
  let interrupted = false;
  process.on('SIGINT', () => (interrupted = true));
  try {
    for (let run = 1; run <= runs && !interrupted; run += 1) {
      process.stdout.write(`\n==== run ${run} of ${runs}\n`);
      seen.push(await quickstart(join(folder, `${run}.json`)));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const kept = seen.filter(({ exitCode }) => exitCode === 0).length;
  process.stdout.write(`\n${kept} of ${runs} releases kept every promise\n`);
  if (interrupted) return 130;
  if (keep)
    process.stdout.write(`${keepProof('release', `npm run prove:release -- --runs ${runs}`, { kept, runs: seen })}\n`);
  return kept === runs ? 0 : 1;
}

function quickstart(report: string): Promise<Run> {
  const startedAt = new Date().toISOString();
  const loadAverage = Number(loadavg()[0]?.toFixed(1));
  const script = join(checkout, 'dist', 'quickstart', 'main.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, '--report', report], { cwd: checkout, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => {
      const measured: unknown = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
      resolve({ startedAt, loadAverage, exitCode: code ?? 1, ...(measured === undefined ? {} : { report: measured }) });
    });
  });
}

void main().then((exitCode) => {
  process.exitCode = exitCode;
});
