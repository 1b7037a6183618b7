import type { Failure, LoadReport } from './report';
import type { OrdersFound } from './verify-orders';

/** A load run in a few lines for a person. */
export function describeLoad(report: LoadReport, orders: OrdersFound): string {
  const { requests, latencyMilliseconds: latency } = report;
  const versions = [...new Set(report.versions.map(({ version }) => version))];
  return [
    `requests  ${requests.sent} sent, ${requests.failed} failed, in ${report.seconds.toFixed(1)} s`,
    `orders    ${report.orders.sent} sent, ${report.orders.failed} failed, ${orders.acknowledged} acknowledged, ${orders.found} of them in the database`,
    `versions  ${versions.join(', ') || 'none answered'}`,
    `gap       ${Math.round(report.longestGapMilliseconds)} ms at most between two answers, ${(report.longestGapAtMilliseconds / 1000).toFixed(1)} s after the start`,
    `latency   median ${latency.median.toFixed(1)} ms, 99th percentile ${latency.p99.toFixed(1)} ms, highest ${latency.highest.toFixed(1)} ms`,
    ...failureLines(report.failures),
    ...orders.lost.map((reference) => `LOST      ${reference} was acknowledged and is not in the database`),
    '',
  ].join('\n');
}

function failureLines(failures: readonly Failure[]): readonly string[] {
  const shown = failures
    .slice(0, 20)
    .map(({ at, purpose, kind, detail }) => `failed    ${at} ${purpose} ${kind}: ${detail}`);
  return failures.length > shown.length ? [...shown, `failed    and ${failures.length - shown.length} more`] : shown;
}
