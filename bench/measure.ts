import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Usage {
  /** Milliseconds of processor time, user and system. */
  readonly cpu: number;
  /** Most resident bytes. */
  readonly memory: number;
  /** Milliseconds of wall time. */
  readonly wall: number;
}

/** One run of a Node program as a whole process. */
export function runOnce(
  args: readonly string[],
  options: { readonly input?: string; readonly env?: NodeJS.ProcessEnv; readonly expected?: readonly number[] } = {},
): Usage {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
  const usage = join(folder, 'usage');
  try {
    const started = performance.now();
    const { status, stderr } = spawnSync(process.execPath, ['--require', join(__dirname, 'cpu-at-exit.js'), ...args], {
      input: options.input,
      env: { ...process.env, ...options.env, BENCH_USAGE: usage },
      maxBuffer: 1024 * 1024 * 1024,
    });
    const wall = performance.now() - started;
    if (!(options.expected ?? [0]).includes(status ?? -1))
      throw new Error(`node ${args.join(' ')} ended with ${String(status)}: ${String(stderr)}`);
    const { cpu, memory } = JSON.parse(readFileSync(usage, 'utf8').split('\n')[0] as string) as {
      cpu: number;
      memory: number;
    };
    return { cpu, memory, wall };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Best of several runs in turn with a neighbour: noise of the machine only ever adds. */
export function beside(
  runs: number,
  subject: () => Usage,
  neighbour: () => Usage,
): { readonly subject: Usage; readonly neighbour: Usage } {
  const pairs = Array.from({ length: runs }, () => ({ subject: subject(), neighbour: neighbour() }));
  const best = (usages: readonly Usage[]): Usage => ({
    cpu: Math.min(...usages.map(({ cpu }) => cpu)),
    memory: Math.min(...usages.map(({ memory }) => memory)),
    wall: Math.min(...usages.map(({ wall }) => wall)),
  });
  return { subject: best(pairs.map((pair) => pair.subject)), neighbour: best(pairs.map((pair) => pair.neighbour)) };
}

interface Result {
  readonly bench: string;
  readonly against: string;
  readonly cpuRatio: number;
  readonly wallRatio: number;
  readonly memoryRatio: number;
}

/** One JSON line per benchmark: ratios first, then the figures they come from. */
export function report(
  name: string,
  neighbourName: string,
  { subject, neighbour }: ReturnType<typeof beside>,
  more: object = {},
): Result {
  const ratio = (key: keyof Usage): number => Math.round((subject[key] / neighbour[key]) * 100) / 100;
  const ratios = { cpuRatio: ratio('cpu'), wallRatio: ratio('wall'), memoryRatio: ratio('memory') };
  const result = { bench: name, against: neighbourName, ...ratios, subject, neighbour, ...more };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  return result;
}
