import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import type { Component, Lab } from './component';
import { existingEngine } from './docker-engine';
import type { Paths } from './layout';
import { lastLines } from './logs';
import { preflight } from './preflight';
import { labProcesses } from './processes';
import { openRecord, readRecord, writeRecord, type LabRecord, type RecordData } from './record';
import { bringUp, type Progress } from './runner';
import { currentSysctls } from './sysctls';

interface UpOptions {
  readonly paths: Paths;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

/** Brings the lab up, or completes and repairs it. The caller holds the lock. */
export async function up(components: readonly Component[], options: UpOptions): Promise<RecordData> {
  const { paths, environment, signal, report } = options;
  const existing = readRecord(paths.record);
  await preflight({ paths, environment, labExists: existing !== undefined });
  signal.throwIfAborted();
  const record = await begin(components, options, existing);
  const lab: Lab = { paths, environment, signal, record, note: () => undefined, working: () => undefined };
  await bringUp(components, lab, {
    report,
    ranBefore: new Set(existing?.completedAt ? components.map(({ name }) => name) : []),
    lastWords: (component) => lastLines(paths, component, 8),
  });
  record.change({ versions: await versionsOf(components, lab), completedAt: new Date().toISOString() });
  return record.read();
}

/** Writes down how the machine was, before anything on it is changed. */
async function begin(
  components: readonly Component[],
  { paths, environment }: UpOptions,
  existing: RecordData | undefined,
): Promise<LabRecord> {
  const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  const leaves = components.flatMap((component) => [...(component.leaves ?? []), ...(component.leavesEmpty ?? [])]);
  const ownEngineRuns = labProcesses().some(({ program }) => program === 'dockerd');
  const data: RecordData = {
    format: 1,
    versions: existing?.versions ?? {},
    absentBefore: existing?.absentBefore ?? [...new Set(leaves)].filter((path) => !existsSync(path)),
    dockerEngine:
      existing?.dockerEngine ?? (!ownEngineRuns && (await existingEngine(environment, paths)) ? 'existing' : 'own'),
    // After a reboot the kernel has forgotten what the lab set.
    ...(existing?.bootId === bootId ? { bootId, sysctls: existing.sysctls } : { bootId, sysctls: currentSysctls() }),
    completedAt: existing?.completedAt,
  };
  writeRecord(paths.record, data);
  for (const folder of [paths.logs, paths.config, paths.binaries]) mkdirSync(folder, { recursive: true });
  return openRecord(paths.record, data);
}

async function versionsOf(components: readonly Component[], lab: Lab): Promise<Record<string, string>> {
  const versions = await Promise.all(
    components.map(async ({ name, version }) => (version ? [[name, await version(lab)]] : [])),
  );
  return Object.fromEntries(versions.flat());
}
