import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readDescription } from '../../../release/description';
import { Terraform } from '../../../release/terraform';
import { AppsV1Api, BatchV1Api, CoreV1Api, KubeConfig } from '@kubernetes/client-node';

export const checkout = join(__dirname, '..', '..', '..');
const plimsoll = join(checkout, 'dist', 'cli', 'main.js');

/** Every checkout has a namespace, a state and a node port of its own, so several can test on one lab. */
const ours = createHash('sha256').update(checkout).digest();
export const namespace = `ring-${ours.toString('hex').slice(0, 8)}`;
export const nodePort = 30100 + (ours.readUInt16BE(0) % 2500);
export const url = `http://127.0.0.1:${nodePort}`;

/** What `setup` leaves for the tests and `teardown`: workers share no memory with it, only the environment. */
interface RingState {
  readonly variables: NodeJS.ProcessEnv;
  readonly startedLab: boolean;
}
const stateFile = 'PLIMSOLL_RING_STATE';

export function saveRing({ variables, startedLab }: RingState): void {
  // Only what the lab adds: the caller's own variables may hold secrets, and reach the tests anyway.
  const added = Object.entries(variables).filter(([name, value]) => process.env[name] !== value);
  const file = join(mkdtempSync(join(tmpdir(), `plimsoll-${namespace}-`)), 'ring.json');
  writeFileSync(file, JSON.stringify({ variables: Object.fromEntries(added), startedLab }));
  process.env[stateFile] = file;
}

export function ring(): RingState {
  const { variables, startedLab } = JSON.parse(readFileSync(process.env[stateFile] as string, 'utf8')) as RingState;
  return { variables: { ...process.env, ...variables }, startedLab };
}

export const forgetRing = (): void => rmSync(dirname(process.env[stateFile] as string), { recursive: true });

export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs one of the project's own commands; never throws, so that a test can look at code and message. */
export function run(program: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: checkout,
      env: { ...ring().variables, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 128, output }));
  });
}

export const cdktf = (args: readonly string[], version: string, variables: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  run(process.execPath, [join(checkout, 'node_modules', 'cdktf-cli', 'bundle', 'bin', 'cdktf'), ...args], {
    PLIMSOLL_VERSION: version,
    ...variables,
  });

/** A command that the test cannot go on without: its whole output is in the error. */
export async function succeed(ended: Promise<Ended>): Promise<string> {
  const { code, output } = await ended;
  if (code !== 0) throw new Error(`ended with code ${code}:\n${output}`);
  return output;
}

interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

/** What the plan of each stack does to its objects, as `address: action`, without what stays as it is. */
export async function plannedActions(version: string): Promise<Readonly<Record<string, readonly string[]>>> {
  await succeed(cdktf(['synth'], version));
  const folder = join(checkout, 'cdktf.out');
  const [environment] = readDescription(folder).environments;
  const terraform = new Terraform({ ...ring().variables });
  const planned: Record<string, readonly string[]> = {};
  for (const { name } of environment?.stacks ?? [])
    planned[name] = actionsIn(await terraform.plan(join(folder, 'stacks', name), {}));
  return planned;
}

const actionsIn = (planJson: string): readonly string[] =>
  ((JSON.parse(planJson) as PlanJson).resource_changes ?? [])
    .filter(({ change }) => change.actions[0] !== 'no-op')
    .map(({ address, change }) => `${address}: ${change.actions.join(', ')}`);

export const labCommand = (args: readonly string[], env: NodeJS.ProcessEnv = process.env): void =>
  void execFileSync(process.execPath, [plimsoll, ...args], {
    cwd: checkout,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });

export function labIsUp(): boolean {
  try {
    execFileSync(process.execPath, [plimsoll, 'lab', 'status'], { cwd: checkout, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Clients of the lab's cluster, as its administrator. */
export function cluster() {
  const config = new KubeConfig();
  config.loadFromFile(ring().variables['KUBE_CONFIG_PATH'] as string);
  return {
    core: config.makeApiClient(CoreV1Api),
    apps: config.makeApiClient(AppsV1Api),
    batch: config.makeApiClient(BatchV1Api),
    config,
  };
}
