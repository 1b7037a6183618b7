import { isAtLeast, severities } from '../../findings/severities';
import type { Finding, Review } from '../../model';
import { code, toned, type Block, type Sentence } from './blocks';
import { severityTones } from './words';

/** What the release changes before what was so before, the worst first. */
const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort(
    (one, other) =>
      Number(one.on === 'state') - Number(other.on === 'state') ||
      severities.indexOf(one.severity) - severities.indexOf(other.severity),
  );

export const findingSentences = (findings: readonly Finding[]): readonly Sentence[] =>
  inOrder(findings).map(findingSentence);

const findingSentence = (finding: Finding): Sentence => [
  finding.waived
    ? toned('muted', `waived ${finding.severity}`)
    : toned(severityTones[finding.severity], finding.severity),
  ' ',
  code(finding.id),
  ...(finding.address === '' ? [] : [' on ', code(finding.address)]),
  ...(wasSoBefore(finding) ? [' (was so before)'] : []),
  `: ${finding.message} ${finding.remedy}`,
  ...(finding.waived
    ? [` Waived by ${finding.waived.owner} until ${finding.waived.until}: ${finding.waived.reason}`]
    : []),
];

/** What a waiver has to name, for the findings that somebody may want to waive. */
export function fingerprintBlocks(findings: readonly Finding[]): readonly Block[] {
  const raising = inOrder(findings).filter(
    ({ severity, on, waived }) => on === 'change' && waived === null && isAtLeast('high', severity),
  );
  return raising.length === 0
    ? []
    : [
        {
          kind: 'details',
          summary: ['fingerprints, for waivers'],
          blocks: [{ kind: 'list', items: raising.map(({ fingerprint }) => [code(fingerprint)]) }],
        },
      ];
}

/** Not said of waivers, which are no objects: whether one has ended has nothing to do with the release. */
export const wasSoBefore = ({ on, address }: Finding): boolean => on === 'state' && address !== '';

/** Findings about the release as a whole, its policy and its waivers: no stack lists them. */
export function findingsOutside({ findings, stacks }: Review): readonly Finding[] {
  const names = new Set(stacks.map(({ stack }) => stack));
  return findings.filter(({ stack }) => !names.has(stack));
}

export function releaseBlocks(review: Review): readonly Block[] {
  const findings = findingsOutside(review);
  return findings.length === 0
    ? []
    : [
        { kind: 'heading', level: 2, text: ['Release'] },
        { kind: 'list', items: findingSentences(findings) },
        ...fingerprintBlocks(findings),
      ];
}
