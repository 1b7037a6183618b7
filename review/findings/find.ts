import type { Finding } from '../model';
import { fingerprintOf } from './fingerprint';
import type { Release } from './release';
import type { Hit } from './hit';
import type { Rule } from './rule';
import { rules as ours } from './rules';
import { aboutAssumptions, applyWaivers } from './waivers';

/**
 * Everything the rules find, change before state, in the order of the registry, each with its waiver where one holds.
 * `now` decides which waivers have ended; `own` are the rules of the project itself.
 */
export function findingsOf(release: Release, now: Date, own: readonly Rule[] = []): readonly Finding[] {
  const found = [...ours, ...own].flatMap((rule) => findingsOfRule(rule, release));
  const waived = [...applyWaivers(unique(found), release, now), ...aboutAssumptions(release)];
  return [...waived.filter(({ on }) => on === 'change'), ...waived.filter(({ on }) => on === 'state')];
}

export function findingsOfRule(rule: Rule, release: Release): readonly Finding[] {
  const { severities } = release.policy;
  const setting = Object.hasOwn(severities, rule.id) ? severities[rule.id] : undefined;
  if (setting === 'off') return [];
  return hitsOf(rule, release).map(({ at, subject = '', message, on = 'change', severity, remedy }): Finding => ({
    id: rule.id,
    severity: setting ?? severity ?? rule.severity,
    stack: at.stack,
    address: at.address,
    constructPath: at.constructPath,
    subject,
    fingerprint: fingerprintOf(rule.id, at, subject),
    message,
    why: rule.why,
    remedy: remedy ?? rule.remedy,
    on,
    waived: null,
  }));
}

/** A rule of the project's own that throws must not hide what the others found; the review says that it is missing. */
function hitsOf(rule: Rule, release: Release): readonly Hit[] {
  if (ours.includes(rule)) return [...rule.check(release)];
  try {
    return [...rule.check(release)];
  } catch (error) {
    const message = `Rule ${rule.id} failed and found nothing: ${error instanceof Error ? error.message : String(error)}`;
    return [{ at: { stack: 'policy', address: '' }, subject: 'failed', message, severity: 'high' }];
  }
}

/** Two hits of one rule on one subject are one finding: a waiver could not tell them apart. */
function unique(findings: readonly Finding[]): readonly Finding[] {
  const byFingerprint = new Map<string, Finding>();
  for (const finding of findings) {
    const known = byFingerprint.get(finding.fingerprint);
    if (known === undefined || (known.on === 'state' && finding.on === 'change'))
      byFingerprint.set(finding.fingerprint, finding);
  }
  return [...byFingerprint.values()];
}
