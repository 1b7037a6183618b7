import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { brokenPromises, type BrokenPromise } from './broken-promises';
import { checkout, keepProof } from './keep-proof';

/** The tests that promises can break; the others of the ring only take time here. */
const steps = ['deploys version 1', 'releases version 2', 'ended the migration', 'loses no acknowledged order'];

interface Noticed {
  readonly broken: string;
  readonly noticed: boolean;
  readonly failedTests: readonly { readonly test: string; readonly message: string }[];
}

function main(): number {
  const { only, keep } = new Command('npm run prove:ring --')
    .description('Breaks each promise of a release in a copy of this checkout, and shows that npm run test:lab fails.')
    .addOption(new Option('--only <names...>', 'some of them').choices(brokenPromises.map(({ name }) => name)))
    .option('--no-keep', 'writes nothing to docs/proof')
    .parse()
    .opts<{ only?: readonly string[]; keep: boolean }>();
  const tried = brokenPromises.filter(({ name }) => only?.includes(name) ?? true).map(tryOut);
  for (const { broken, noticed } of tried)
    process.stdout.write(`${noticed ? 'noticed    ' : 'NOT NOTICED'}  ${broken}\n`);
  if (keep) process.stdout.write(`${keepProof('ring', 'npm run prove:ring', { tried })}\n`);
  return tried.every(({ noticed }) => noticed) ? 0 : 1;
}

function tryOut({ name, edits, noticedBy }: BrokenPromise): Noticed {
  process.stdout.write(`\n==== ${name}\n`);
  const copy = mkdtempSync(join(tmpdir(), 'plimsoll-prove-ring-'));
  try {
    must('git', ['clone', '--quiet', checkout, copy], checkout);
    symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'));
    for (const { file, from, to } of edits) {
      const text = readFileSync(join(copy, file), 'utf8');
      if (text.split(from).length !== 2) throw new Error(`${file} does not hold ${JSON.stringify(from)} exactly once`);
      writeFileSync(join(copy, file), text.replace(from, to));
    }
    must('npm', ['run', '--silent', 'compile'], copy);
    const results = join(copy, 'results.json');
    const tests = ['release.test', '--testNamePattern', steps.join('|'), '--json', '--outputFile', results];
    const ended = spawnSync('npm', ['run', '--silent', 'test:lab', '--', ...tests], {
      cwd: copy,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const failedTests = failuresIn(readFileSync(results, 'utf8'));
    const noticed = ended.status !== 0 && failedTests.some(({ test }) => noticedBy.some((part) => test.includes(part)));
    return { broken: name, noticed, failedTests };
  } finally {
    rmSync(copy, { recursive: true });
  }
}

interface JestResults {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly status: string;
      readonly title: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const failuresIn = (json: string): Noticed['failedTests'] =>
  (JSON.parse(json) as JestResults).testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed')
    .map(({ title, failureMessages }) => ({ test: title, message: firstLines(failureMessages[0] ?? '') }));

/** What was expected and received; the stack below it says nothing here. */
const firstLines = (message: string): string => message.split('\n    at ')[0]?.slice(0, 600) ?? '';

function must(program: string, args: readonly string[], cwd: string): void {
  const { status } = spawnSync(program, args, { cwd, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${String(status)}`);
}

process.exitCode = main();
