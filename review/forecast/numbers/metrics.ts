import { contentKey } from '../../diff/equal';
import { quantityInBillionths } from '../../kubernetes-object/parsed';
import { at, listAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { isObject } from '../../plan/json';

/** One thing that an autoscaler measures, and how much of it each pod is to carry. */
interface Metric {
  /** The whole metric but its target. */
  readonly identity: string;
  readonly name: string;
  readonly target: string;
  readonly amount: bigint | undefined;
}

/**
 * What of its metrics lets an autoscaler run fewer pods under the same load. It runs as many as the metric needs that needs
 * most, so that one more, or a lower target, never lets one go. Source: kubernetes.io/docs: Horizontal Pod
 * Autoscaling, "Algorithm details".
 */
export function eased(before: Json | null, after: Json | null): string | undefined {
  const has = new Map(metricsOf(after).map((metric) => [metric.identity, metric]));
  for (const was of metricsOf(before)) {
    const is = has.get(was.identity);
    if (is === undefined) return `no longer goes by ${was.name} ${was.target}`;
    if (is.amount === undefined || was.amount === undefined ? is.target !== was.target : is.amount > was.amount)
      return `goes by ${is.name} ${is.target}, ${was.target} before`;
  }
  return undefined;
}

function metricsOf(scaler: Json | null): readonly Metric[] {
  const metrics = listAt(scaler, 'spec', 'metrics');
  return metrics.length === 0
    ? [cpu(textAt(scaler, 'spec', 'targetCPUUtilizationPercentage') ?? '80')]
    : metrics.map(metricOf);
}

/** What autoscaling/v1 asks for, and what any version goes by that is told nothing: `pkg/apis/autoscaling/v2/defaults.go`. */
const cpu = (percentage: string): Metric =>
  metricOf({
    type: 'Resource',
    resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: percentage } },
  });

function metricOf(metric: Json): Metric {
  const type = textAt(metric, 'type') ?? '';
  const source = at(metric, `${type.charAt(0).toLowerCase()}${type.slice(1)}`);
  const unit = units.find((one) => textAt(source, 'target', one) !== undefined);
  const value = textAt(source, 'target', unit ?? '');
  const entries = isObject(source) ? Object.entries(source).filter(([key]) => key !== 'target') : [];
  return {
    identity: contentKey([type, unit ?? null, Object.fromEntries(entries)]),
    name: textAt(source, 'metric', 'name') ?? textAt(source, 'name') ?? type,
    target: `${value ?? ''}${unit === 'averageUtilization' ? ' %' : ''}`,
    amount: value === undefined ? undefined : quantityInBillionths(value),
  };
}

const units = ['averageUtilization', 'averageValue', 'value'] as const;
