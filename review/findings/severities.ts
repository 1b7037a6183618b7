import type { Severity } from '../model';

/** Worst first. */
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** As bad as `least`, or worse. */
export const isAtLeast = (least: Severity, severity: Severity): boolean =>
  severities.indexOf(severity) <= severities.indexOf(least);
