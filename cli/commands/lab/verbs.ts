import type { Lab } from '../../../lab/component';
import { ownEngine } from '../../../lab/docker-engine';
import type { Paths } from '../../../lab/layout';
import { openRecord, readRecord } from '../../../lab/record';
import { LabError } from '../../../lab/lab-error';
import { UserError } from '../../command';
import { writeOut } from '../../write';

interface Call {
  readonly paths: Paths;
  readonly signal: AbortSignal;
  /** For logs: whose. */
  readonly component?: string;
  readonly lines: number;
  readonly json: boolean;
}

/** The exit code comes back. */
type Verb = (call: Call) => Promise<number>;

const verbs: Readonly<Record<string, Verb>> = { up, down, status, env, logs };

/** What a verb does. */
export function verbOf(name: string): Verb {
  // What every object inherits, such as constructor, is no verb.
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) throw new UserError(`lab knows ${Object.keys(verbs).join(', ')}; "${name}" is none of them.`);
  return verb;
}

const environment = process.env;

async function up({ paths, signal }: Call): Promise<number> {
  const { components } = await import('../../../lab/components.js');
  const { exportsOf } = await import('../../../lab/env.js');
  const { withLock } = await import('../../../lab/lock.js');
  const { duration, progressLines } = await import('../../../lab/progress.js');
  const lab = await import('../../../lab/up.js');
  const { prepareNamespaces } = await import('./namespaces.js');
  const begin = Date.now();
  const options = { paths, environment, signal, report: progressLines(components, print) };
  const record = await withLock(signal, sayThatWeWait, () => lab.up(components, options));
  await prepareNamespaces(paths, { ...environment, ...exportsOf(paths, record, environment) }, print);
  print(
    `The lab is up after ${duration((Date.now() - begin) / 1000)}. Use it in this shell: eval "$(npm run -s lab -- env)"`,
  );
  return 0;
}

async function down({ paths, signal }: Call): Promise<number> {
  const { components } = await import('../../../lab/components.js');
  const { takeDown } = await import('../../../lab/down.js');
  const { withLock } = await import('../../../lab/lock.js');
  return withLock(signal, sayThatWeWait, async () => {
    const lab = existingLab(paths, signal);
    if (lab === undefined) {
      print('The lab is not up; there is nothing to take down.');
      return 0;
    }
    await takeDown(lab, components, print);
    print(`The lab is down. What was built stays in ${paths.cache} for the next time.`);
    if (environment['DOCKER_HOST'] === ownEngine(paths))
      print('This shell still has the exports of `lab env`; a new shell does not.');
    return 0;
  });
}

async function status({ paths, signal, json }: Call): Promise<number> {
  const { components } = await import('../../../lab/components.js');
  const lab = await import('../../../lab/status.js');
  const existing = existingLab(paths, signal);
  if (existing === undefined) throw new LabError('The lab is not up. Start it: npm run lab -- up');
  const statuses = await lab.status(components, existing);
  const healthy = lab.isHealthy(statuses);
  print(json ? JSON.stringify({ healthy, components: statuses }) : lab.statusText(statuses));
  return healthy ? 0 : 1;
}

async function env({ paths }: Call): Promise<number> {
  const { exportsOf, recordOfRunningLab, shellExports } = await import('../../../lab/env.js');
  print(shellExports(exportsOf(paths, recordOfRunningLab(readRecord(paths.record)), environment)));
  return 0;
}

async function logs({ paths, component, lines }: Call): Promise<number> {
  const lab = await import('../../../lab/logs.js');
  print(lab.logs(paths, component, lines));
  return 0;
}

function existingLab(paths: Paths, signal: AbortSignal): Lab | undefined {
  const data = readRecord(paths.record);
  if (data === undefined) return undefined;
  const silent = (): void => undefined;
  return { paths, environment, signal, record: openRecord(paths.record, data), note: silent, working: silent };
}

function print(text: string): void {
  writeOut(`${text}\n`);
}

function sayThatWeWait(): void {
  process.stderr.write('Another `lab up` or `lab down` is at work on this machine; waiting for it to end.\n');
}
