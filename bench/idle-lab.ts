import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { containedProcesses } from '../lab/control-groups';
import { labProcesses } from '../lab/processes';
import { keepProof } from '../proof/keep-proof';

// What a lab costs that nobody uses, against one part of it that every Kubernetes has: etcd.
// With --keep the results go to docs/proof/bench-idle-lab.json.
const seconds = 60;
const ticksPerSecond = 100; // USER_HZ, the same on every Linux that Node.js runs on

interface Cost {
  readonly memoryMebibytes: number;
  readonly cpuSeconds: number;
}

/** Proportional share of memory, so that pages which several processes share count once. */
function costOf(pids: readonly number[]): Cost {
  let kibibytes = 0;
  let ticks = 0;
  for (const pid of pids) {
    try {
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      kibibytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // It has ended since it was listed.
    }
  }
  return { memoryMebibytes: kibibytes / 1024, cpuSeconds: ticks / ticksPerSecond };
}

async function main(): Promise<void> {
  const processes = labProcesses();
  const everything = [...new Set([...processes.map(({ pid }) => pid), ...containedProcesses()])];
  const etcd = processes.filter(({ component }) => component === 'etcd').map(({ pid }) => pid);
  if (etcd.length === 0) throw new Error('No lab is up: npm run lab -- up');
  const before = [costOf(everything), costOf(etcd)] as const;
  await sleep(seconds * 1000);
  const after = [costOf(everything), costOf(etcd)] as const;
  const [lab, neighbour] = [after[0].memoryMebibytes, after[1].memoryMebibytes];
  const memory = {
    bench: 'memory of an idle lab',
    against: 'etcd of this lab',
    memoryRatio: rounded(lab / neighbour, 1),
    ...{ mebibytes: rounded(lab, 0), neighbourMebibytes: rounded(neighbour, 0), goalMebibytes: 1536 },
    processes: everything.length,
  };
  const [percent, neighbourPercent] = [0, 1].map(
    (which) => (((after[which]?.cpuSeconds ?? 0) - (before[which]?.cpuSeconds ?? 0)) / seconds) * 100,
  ) as [number, number];
  const cpu = {
    bench: 'CPU of an idle lab',
    against: 'etcd of this lab',
    cpuRatio: rounded(percent / neighbourPercent, 1),
    ...{
      percentOfACore: rounded(percent, 1),
      neighbourPercentOfACore: rounded(neighbourPercent, 1),
      goalPercentOfACore: 20,
    },
    seconds,
  };
  const results = [memory, cpu];
  for (const result of results) process.stdout.write(`${JSON.stringify(result)}\n`);
  if (process.argv.includes('--keep')) keepProof('bench-idle-lab', 'npm run bench:idle-lab -- --keep', { results });
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
