import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { goOnUnread } from '../quickstart/closed-pipe';
import { brokenPromises, type BrokenPromise } from './broken-promises';
import { interruptible, type RunProgram } from './interruptible';
import { checkout, keepProof } from './keep-proof';
import { type RingTest, runReleaseTests } from './ring-tests';

/** The tests that promises can break; the others of the ring only take time here. */
const steps = ['deploys version 1', 'releases version 2', 'ended the migration', 'takes pods without a database'];

/** Nothing is broken in it: without a green run beside them, red ones would show nothing. */
const control: BrokenPromise = { name: 'nothing', edits: [], noticedBy: [] };

interface Tried {
  readonly broken: string;
  /** Whether the ring did what it should: fail where it must, and pass where nothing is broken. */
  readonly asItShould: boolean;
  readonly failedTests: readonly { readonly test: string; readonly message: string }[];
}

async function main(run: RunProgram): Promise<number> {
  goOnUnread();
  const { only, keep } = new Command('npm run prove:ring --')
    .description('Breaks each promise of a release in a copy of this checkout, and shows that npm run test:lab fails.')
    .addOption(
      new Option('--only <names...>', 'some of them').choices([control, ...brokenPromises].map(({ name }) => name)),
    )
    .option('--no-keep', 'writes nothing to docs/proof')
    .parse()
    .opts<{ only?: readonly string[]; keep: boolean }>();
  const chosen = [control, ...brokenPromises].filter(({ name }) => only?.includes(name) ?? true);
  const tried: Tried[] = [];
  for (const promise of chosen) tried.push(await tryOut(promise, run));
  for (const { broken, asItShould, failedTests } of tried)
    process.stdout.write(
      `${asItShould ? 'as it should' : 'NOT AS IT SHOULD'}: broken ${broken}, failed ${failedTests.length} tests\n`,
    );
  // Some of them alone are a trial, not the proof. What ran is what is committed: the copies are clones.
  if (keep && only === undefined) {
    const seen = { commit: output('git', ['rev-parse', '--short', 'HEAD']), tried };
    process.stdout.write(`${keepProof('ring', 'npm run prove:ring', seen)}\n`);
  }
  return tried.every(({ asItShould }) => asItShould) ? 0 : 1;
}

async function tryOut({ name, edits, noticedBy }: BrokenPromise, run: RunProgram): Promise<Tried> {
  process.stdout.write(`\n==== ${name}\n`);
  const copy = mkdtempSync(join(tmpdir(), 'plimsoll-prove-ring-'));
  try {
    await must(run, 'git', ['clone', '--quiet', checkout, copy], checkout);
    symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'));
    for (const { file, from, to } of edits) {
      const text = readFileSync(join(copy, file), 'utf8');
      if (text.split(from).length !== 2) throw new Error(`${file} does not hold ${JSON.stringify(from)} exactly once`);
      writeFileSync(join(copy, file), text.replace(from, to));
    }
    await must(run, 'npm', ['run', '--silent', 'compile'], copy);
    const pattern = ['--testNamePattern', steps.join('|')];
    const { passed, tests } = await runReleaseTests(run, copy, join(copy, 'results.json'), pattern);
    const failedTests = failuresIn(tests);
    const failed = (part: string): boolean => failedTests.some(({ test }) => test.includes(part));
    // Without version 1 all that follows fails too, whatever was broken.
    const noticed = !passed && !failed('deploys version 1') && noticedBy.some(failed);
    return { broken: name, asItShould: edits.length === 0 ? passed : noticed, failedTests };
  } finally {
    rmSync(copy, { recursive: true });
  }
}

const failuresIn = (tests: readonly RingTest[]): Tried['failedTests'] =>
  tests
    .filter(({ status }) => status === 'failed')
    .map(({ title, failureMessages }) => ({ test: title, message: firstLines(failureMessages[0] ?? '') }));

/** What was expected and received; the stack below it says nothing here. */
const firstLines = (message: string): string => message.split('\n    at ')[0]?.slice(0, 600) ?? '';

const output = (program: string, args: readonly string[]): string =>
  execFileSync(program, args, { cwd: checkout, encoding: 'utf8' }).trim();

async function must(run: RunProgram, program: string, args: readonly string[], cwd: string): Promise<void> {
  const status = await run(program, args, { cwd, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status ?? 'a signal'}`);
}

void interruptible(main).then((exitCode) => {
  process.exitCode = exitCode;
});
