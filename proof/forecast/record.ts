import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, keepProof } from '../keep-proof';
import type { ForecastOfWorkload, Measured } from './agreement';
import type { Scenario } from './scenario';

/** One scenario in docs/proof/forecast.json. */
export interface ProvedRelease {
  readonly name: string;
  readonly release: string;
  readonly date: string;
  readonly commit: string;
  readonly forecast: { readonly impact: string; readonly workloads: readonly ForecastOfWorkload[] };
  readonly measured: Measured;
  readonly breaks?: string;
  /** Empty when forecast and measurement agree. */
  readonly disagreements: readonly string[];
}

/** Writes what was proved, beside what was proved before of other releases, in the order of the scenarios. */
export function keepReleases(proved: readonly ProvedRelease[], order: readonly Scenario[]): void {
  const file = join(checkout, 'docs', 'proof', 'forecast.json');
  const before = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { releases: readonly ProvedRelease[] }).releases
    : [];
  const byName = new Map([...before, ...proved].map((release) => [release.name, release]));
  const releases = order.flatMap(({ name }) => byName.get(name) ?? []);
  keepProof('forecast', 'npm run prove:forecast -- --keep', {
    agreeing: releases.filter(({ disagreements }) => disagreements.length === 0).length,
    of: releases.length,
    requestsSent: sum(releases, 'sent'),
    requestsFailed: sum(releases, 'failed'),
    table: releases.map(rowOf),
    releases,
  });
}

const sum = (releases: readonly ProvedRelease[], what: 'sent' | 'failed'): number =>
  releases.reduce((total, { measured }) => total + measured[what], 0);

/** What a person reads of one release: forecast, then what was measured. */
export function rowOf({ name, forecast, measured, disagreements }: ProvedRelease): string {
  const numbers = forecast.workloads.flatMap(({ workload, lowestAvailable }) => {
    const seen = measured.pods[workload.split(' ')[1] ?? ''];
    return seen === undefined
      ? []
      : [`${workload} lowest ${lowestAvailable ?? 'unknown'}, seen ${seen.lowestAvailable}`];
  });
  const felt = `${measured.failed} of ${measured.sent} failed`;
  const parts = [
    `${name}: ${forecast.impact}, ${felt}`,
    ...numbers,
    `longest gap ${measured.longestGapMilliseconds} ms`,
  ];
  return [parts.join('; '), ...disagreements.map((text) => `DISAGREES: ${text}`)].join('; ');
}
