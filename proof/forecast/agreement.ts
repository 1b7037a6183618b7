import type { Forecast, Impact, Workload } from '../../review/model';
import type { FailureGroup } from './failure-groups';
import type { PodExtremes } from './pod-counts';

/** What a review says of one workload, as far as a cluster can be asked. */
export interface ForecastOfWorkload extends Pick<
  Forecast,
  | 'rollout'
  | 'impact'
  | 'conditions'
  | 'completes'
  | 'podsBefore'
  | 'lowestAvailable'
  | 'highestRunning'
  | 'highestWithTerminating'
> {
  /** Kind and name. */
  readonly workload: string;
}

export interface Measured {
  readonly sent: number;
  readonly failed: number;
  readonly failures: readonly FailureGroup[];
  readonly longestGapMilliseconds: number;
  readonly seconds: number;
  /** Whether Terraform ended well. */
  readonly completed: boolean;
  /** By the name of the workload. */
  readonly pods: Readonly<Record<string, PodExtremes>>;
}

const mildestFirst: readonly Impact[] = ['none', 'reduced', 'errors-possible', 'outage', 'unknown'];

export const worstOf = (workloads: readonly { readonly impact: Impact }[]): Impact =>
  mildestFirst[Math.max(0, ...workloads.map(({ impact }) => mildestFirst.indexOf(impact)))] as Impact;

export function forecastOf({ kind, name, forecast }: Pick<Workload, 'kind' | 'name' | 'forecast'>): ForecastOfWorkload {
  const { rollout, impact, conditions, completes, podsBefore, lowestAvailable } = forecast;
  const { highestRunning, highestWithTerminating } = forecast;
  return {
    workload: `${kind} ${name}`,
    ...{ rollout, impact, conditions, completes },
    ...{ podsBefore, lowestAvailable, highestRunning, highestWithTerminating },
  };
}

/**
 * Where a forecast and what was measured contradict each other, a sentence each; empty when they agree. `errors-possible`
 * may see no failure and `unknown` promises nothing; everything else is held to its word.
 */
export function disagreements(
  workloads: readonly ForecastOfWorkload[],
  measured: Measured,
  breaks?: string,
): readonly string[] {
  return [
    ...impactDisagreements(workloads, measured),
    ...(breaks === undefined ? completionDisagreements(workloads, measured) : []),
    ...workloads.flatMap((one) => numberDisagreements(one, measured)),
  ];
}

function impactDisagreements(workloads: readonly ForecastOfWorkload[], { failed, sent }: Measured): readonly string[] {
  const impact = worstOf(workloads);
  switch (impact) {
    case 'none':
    case 'reduced':
      return failed > 0 ? [`${impact} was forecast, and ${failed} of ${sent} requests failed`] : [];
    case 'outage': {
      const milder = workloads.filter((one) => one.impact === 'outage').some(({ conditions }) => conditions.length > 0);
      return failed === 0 && !milder ? ['outage was forecast without any condition, and no request failed'] : [];
    }
    case 'errors-possible':
    case 'unknown':
      return [];
  }
}

function completionDisagreements(workloads: readonly ForecastOfWorkload[], { completed }: Measured): readonly string[] {
  const blocked = workloads.find(({ completes }) => completes.state === 'blocked');
  if (blocked !== undefined)
    return completed ? [`${blocked.workload} was forecast not to complete, and the release ended well`] : [];
  const sure = workloads.every(({ completes }) => completes.state === 'expected');
  return sure && !completed ? ['the release was forecast to complete, and Terraform failed'] : [];
}

function numberDisagreements(forecast: ForecastOfWorkload, { pods }: Measured): readonly string[] {
  const seen = pods[forecast.workload.split(' ')[1] ?? ''];
  // A Job and what the release makes anew had no pods to compare with.
  if (seen === undefined) return [];
  const exact = (['podsBefore', 'lowestAvailable'] as const).filter(
    (number) => forecast[number] !== null && forecast[number] !== seen[number],
  );
  const beyond = (['highestRunning', 'highestWithTerminating'] as const).filter(
    (number) => (forecast[number] ?? Infinity) < seen[number],
  );
  return [...exact, ...beyond].map(
    (number) => `${forecast.workload}: ${number} ${forecast[number]} was forecast, and ${seen[number]} measured`,
  );
}
