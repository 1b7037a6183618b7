import type { Finding } from '../model';
import type { PolicySettings, Waiver } from '../policy/settings';
import { fingerprintOf } from './fingerprint';

const millisecondsOfADay = 86_400_000;

/** A waiver holds to the end of its last day, UTC. */
export function hasEnded(waiver: Waiver, now: Date): boolean {
  return now.getTime() >= Date.parse(waiver.until) + millisecondsOfADay;
}

/** Findings with the waivers that hold for them, and a finding for every waiver that does not do its work. */
export function applyWaivers(findings: readonly Finding[], policy: PolicySettings, now: Date): readonly Finding[] {
  const holding = new Map(
    policy.waivers.filter((waiver) => !hasEnded(waiver, now)).map((waiver) => [waiver.finding, waiver]),
  );
  const waived = findings.map((finding): Finding => {
    const waiver = holding.get(finding.fingerprint);
    return waiver === undefined
      ? finding
      : { ...finding, waived: { owner: waiver.owner, reason: waiver.reason, until: waiver.until } };
  });
  const known = new Set(findings.map(({ fingerprint }) => fingerprint));
  return [
    ...waived,
    ...policy.waivers.flatMap((waiver) => aboutWaiver(waiver, known.has(waiver.finding), policy, now)),
  ];
}

/** Severity and texts of the three things that can be wrong with a waiver; the docs list them with the rules. */
export const waiverRules = {
  'waiver-expired': {
    severity: 'medium',
    what: 'A waiver whose last day is over',
    why: 'Its finding counts again, and an exception that nobody ended was perhaps forgotten.',
    remedy: 'Fix the finding, or extend the waiver with a new reason.',
  },
  'waiver-unmatched': {
    severity: 'low',
    what: 'A waiver for which nothing is found',
    why: 'What it excused is gone or renamed; a waiver left lying about excuses whatever comes next under that name.',
    remedy: 'Remove the waiver.',
  },
  'waiver-long': {
    severity: 'low',
    what: 'A waiver that ends later than `thresholds.waiverDays` from now',
    why: 'An exception without an end in sight is a rule that nobody decided.',
    remedy: 'Give it an earlier last day, or change the severity of the rule in the policy.',
  },
} as const;

function aboutWaiver(waiver: Waiver, isMatched: boolean, policy: PolicySettings, now: Date): readonly Finding[] {
  const expired = hasEnded(waiver, now);
  const days = (Date.parse(waiver.until) - now.getTime()) / millisecondsOfADay;
  return [
    ...(expired
      ? [finding('waiver-expired', waiver, `The waiver for ${waiver.finding} ended on ${waiver.until}.`)]
      : []),
    ...(!isMatched
      ? [finding('waiver-unmatched', waiver, `Nothing is found for the waiver for ${waiver.finding}.`)]
      : []),
    ...(!expired && days > policy.thresholds.waiverDays
      ? [finding('waiver-long', waiver, `The waiver for ${waiver.finding} lasts until ${waiver.until}.`)]
      : []),
  ].flatMap((about) => {
    const setting = policy.severities[about.id];
    return setting === 'off' ? [] : [{ ...about, severity: setting ?? about.severity }];
  });
}

/** Waivers belong to the policy and to no stack; what is wrong with one was so before this release. */
function finding(id: keyof typeof waiverRules, waiver: Waiver, message: string): Finding {
  const { severity, why, remedy } = waiverRules[id];
  const place = { stack: 'policy', address: '' };
  const fingerprint = fingerprintOf(id, place, waiver.finding);
  return {
    id,
    severity,
    ...place,
    subject: waiver.finding,
    fingerprint,
    message,
    why,
    remedy,
    on: 'state',
    waived: null,
  };
}
