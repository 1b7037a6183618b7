import type { Outcome } from './answer';
import type { Failure, Latency, LoadReport, Tally, VersionCount } from './report';

interface Run {
  readonly url: string;
  readonly prefix: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Milliseconds since the start at which the last request had ended. */
  readonly ended: number;
  readonly mostConcurrent: number;
  /** In any order. */
  readonly outcomes: readonly Outcome[];
}

/** Counts a finished run. Pure. */
export function summarize(run: Run): LoadReport {
  const { outcomes } = run;
  const gap = longestGap(outcomes, run.ended);
  return {
    url: run.url,
    startedAt: new Date(run.startedAt).toISOString(),
    seconds: run.ended / 1000,
    requests: tally(outcomes.filter(({ purpose }) => purpose === 'version')),
    orders: tally(outcomes.filter(({ purpose }) => purpose === 'order')),
    longestGapMilliseconds: gap.length,
    longestGapAtMilliseconds: gap.at,
    latencyMilliseconds: latency(outcomes),
    mostConcurrent: run.mostConcurrent,
    worstDelayMilliseconds: outcomes.reduce((worst, { left, due }) => Math.max(worst, left - due), 0),
    versions: versionCounts(outcomes),
    failures: outcomes
      .flatMap((outcome) => failureIn(outcome, run.startedAt))
      .sort((a, b) => a.milliseconds - b.milliseconds),
    acknowledged: outcomes.flatMap(({ result, reference }) => (result.kind === 'ok' && reference ? [reference] : [])),
    prefix: run.prefix,
  };
}

/** The failure in an outcome, if it is one; also for telling it at once while the run goes on. */
export function failureIn({ result, due, ended, purpose, reference }: Outcome, startedAt: number): readonly Failure[] {
  if (result.kind === 'ok') return [];
  const base = { at: new Date(startedAt + due).toISOString(), milliseconds: due, afterMilliseconds: ended - due };
  return [{ ...base, purpose, kind: result.kind, detail: result.detail, ...(reference ? { reference } : {}) }];
}

function tally(outcomes: readonly Outcome[]): Tally {
  const succeeded = outcomes.filter(({ result }) => result.kind === 'ok').length;
  return { sent: outcomes.length, succeeded, failed: outcomes.length - succeeded };
}

function longestGap(outcomes: readonly Outcome[], ended: number): { readonly length: number; readonly at: number } {
  const answered = outcomes.filter(({ result }) => result.kind === 'ok').map(({ ended }) => ended);
  // The edges count: a service that was away at the beginning or the end had a gap as well.
  const moments = [0, ...answered.sort((a, b) => a - b), ended];
  let longest = { length: 0, at: 0 };
  for (let index = 1; index < moments.length; index += 1) {
    const [before, after] = [moments[index - 1] as number, moments[index] as number];
    if (after - before > longest.length) longest = { length: after - before, at: before };
  }
  return longest;
}

function latency(outcomes: readonly Outcome[]): Latency {
  const times = outcomes
    .filter(({ result }) => result.kind === 'ok')
    .map(({ due, ended }) => ended - due)
    .sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)] ?? 0;
  return { median: at(0.5), p99: at(0.99), highest: times.at(-1) ?? 0 };
}

function versionCounts(outcomes: readonly Outcome[]): readonly VersionCount[] {
  const counts = new Map<string, VersionCount>();
  for (const { result, purpose, ended } of outcomes) {
    if (result.kind !== 'ok' || purpose !== 'version') continue;
    const second = Math.floor(ended / 1000);
    const key = `${second} ${result.version}`;
    counts.set(key, { second, version: result.version, answers: (counts.get(key)?.answers ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => a.second - b.second || (a.version < b.version ? -1 : 1));
}
