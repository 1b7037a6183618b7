import type { Finding } from '../model';
import { matches } from '../policy/pattern';
import type { PolicySettings, Waiver } from '../policy/settings';
import { fingerprintOf } from './fingerprint';
import type { Release } from './release';

const millisecondsOfADay = 86_400_000;

/** A waiver holds to the end of its last day, UTC. */
export function hasEnded(waiver: Waiver, now: Date): boolean {
  return now.getTime() >= Date.parse(waiver.until) + millisecondsOfADay;
}

/** Findings with the waivers that hold for them, and a finding for every waiver that does not do its work. */
export function applyWaivers(
  findings: readonly Finding[],
  { policy, stacks }: Pick<Release, 'policy' | 'stacks'>,
  now: Date,
): readonly Finding[] {
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
  const names = ['policy', 'release', ...stacks.map(({ stack }) => stack)];
  return [
    ...waived,
    ...policy.waivers.flatMap((waiver) =>
      aboutWaiver(waiver, known.has(waiver.finding) || !isWithin(waiver, names), policy, now),
    ),
  ];
}

/** One policy serves the releases of several environments: what is found in stacks that are not here, nobody knows. */
function isWithin({ finding: fingerprint }: Waiver, stacks: readonly string[]): boolean {
  const place = fingerprint.slice(fingerprint.indexOf('/') + 1);
  return stacks.some((stack) => place.startsWith(`${stack}.`) || place.startsWith(`${stack}/`));
}

/** Severity and texts of what can be wrong with waivers and assumptions; the docs list them with the rules. */
export const waiverRules = {
  'waiver-expired': {
    severity: 'medium',
    what: 'A waiver whose last day is over',
    why: 'Its finding counts again, and an exception that nobody ended was perhaps forgotten.',
    remedy: 'Fix the finding, or extend the waiver with a new reason.',
  },
  'waiver-unmatched': {
    severity: 'low',
    what: 'A waiver for which nothing is found in the stacks under review',
    why: 'What it excused is gone or renamed; a waiver left lying about excuses whatever comes next under that name.',
    remedy: 'Remove the waiver.',
  },
  'waiver-long': {
    severity: 'low',
    what: 'A waiver that ends later than `thresholds.waiverDays` from now',
    why: 'An exception without an end in sight is a rule that nobody decided.',
    remedy: 'Give it an earlier last day, or change the severity of the rule in the policy.',
  },
  'assumption-unmatched': {
    severity: 'low',
    what: 'An assumption of the policy about a workload that no plan of the release shows',
    why: 'It is misspelt and assumes nothing, or its workload is gone and the next one of that name gets it unseen.',
    remedy: 'Write it as namespace/name or stack.address, or remove it.',
  },
} as const;

function aboutWaiver(waiver: Waiver, mayMatch: boolean, policy: PolicySettings, now: Date): readonly Finding[] {
  const about = problemOf(waiver, mayMatch, policy, now);
  const setting = about && policy.severities[about.id];
  return about === undefined || setting === 'off' ? [] : [{ ...about, severity: setting ?? about.severity }];
}

function problemOf(waiver: Waiver, mayMatch: boolean, policy: PolicySettings, now: Date): Finding | undefined {
  const { finding: subject, until } = waiver;
  if (!mayMatch) return finding('waiver-unmatched', subject, `Nothing is found for the waiver for ${subject}.`);
  if (hasEnded(waiver, now)) return finding('waiver-expired', subject, `The waiver for ${subject} ended on ${until}.`);
  const days = (Date.parse(until) - now.getTime()) / millisecondsOfADay;
  return days > policy.thresholds.waiverDays
    ? finding('waiver-long', subject, `The waiver for ${subject} lasts until ${until}.`)
    : undefined;
}

/** A finding for every assumption that is about nothing in the release. */
export function aboutAssumptions({ policy, things, workloads }: Release): readonly Finding[] {
  const setting = policy.severities['assumption-unmatched'];
  if (policy.assumptions.length === 0 || setting === 'off') return [];
  const names = [...things, ...workloads].flatMap(({ stack, address, namespace, name }) => [
    `${stack}.${address}`,
    `${namespace ?? 'default'}/${name ?? ''}`,
  ]);
  const unmatched = policy.assumptions.filter(({ workload }) => !names.some((name) => matches(workload, name)));
  return [...new Set(unmatched.map(({ workload }) => workload))].map((workload) => {
    const about = finding(
      'assumption-unmatched',
      workload,
      `No plan of this release shows ${workload}, about which the policy assumes something.`,
    );
    return { ...about, severity: setting ?? about.severity };
  });
}

/** Waivers and assumptions belong to the policy and to no stack; what is wrong with one was so before this release. */
function finding(id: keyof typeof waiverRules, subject: string, message: string): Finding {
  const { severity, why, remedy } = waiverRules[id];
  const place = { stack: 'policy', address: '' };
  const fingerprint = fingerprintOf(id, place, subject);
  return {
    id,
    severity,
    ...place,
    subject,
    fingerprint,
    message,
    why,
    remedy,
    on: 'state',
    waived: null,
  };
}
