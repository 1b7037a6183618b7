import type { Finding, Renderer, Severity } from '../model';
import { wasSoBefore } from './document/findings';

interface SarifOptions {
  // Never the file and line of the construct: cdktf 0.21 asks for no trace where a construct is made, with `stackTraces`
  // too, so that `cdk.tf.json` holds its path and its uniqueId and nothing of where it was written.
  /** File of the repository that results point to: GitHub rejects a result without one. @default 'main.ts' */
  readonly source?: string;
}

/** SARIF 2.1.0 for code-scanning services. Source: OASIS Standard, 27 March 2020. */
export const sarif: Renderer<SarifOptions> = {
  format: 'sarif',
  render: ({ findings }, { source = 'main.ts' }) => {
    const rules = [...new Map(findings.map((finding) => [finding.id, finding])).values()];
    const log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'plimsoll', rules: rules.map(ruleOf) } },
          results: findings.map((finding) =>
            resultOf(
              finding,
              rules.findIndex(({ id }) => id === finding.id),
              source,
            ),
          ),
        },
      ],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
  },
};

const levels: { readonly [severity in Severity]: 'error' | 'warning' | 'note' } = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** GitHub orders by this number: 9 and above critical, 7 high, 4 medium. Source: GitHub docs, SARIF support for code scanning. */
const securitySeverities: { readonly [severity in Severity]: string } = {
  critical: '9.5',
  high: '8.0',
  medium: '5.0',
  low: '3.0',
  info: '1.0',
};

const ruleOf = ({ id, why, remedy, severity }: Finding): object => ({
  id,
  shortDescription: { text: id },
  fullDescription: { text: why },
  help: { text: remedy },
  defaultConfiguration: { level: levels[severity] },
  properties: { 'security-severity': securitySeverities[severity] },
});

const placeOf = ({ stack, address }: Finding, between: string): string =>
  address === '' ? stack : `${stack}${between}${address}`;
const soBefore = (finding: Finding): string => (wasSoBefore(finding) ? ' (was so before)' : '');

const resultOf = (finding: Finding, ruleIndex: number, source: string): object => ({
  ruleId: finding.id,
  ruleIndex,
  level: levels[finding.severity],
  message: { text: `${placeOf(finding, ' ')}${soBefore(finding)}: ${finding.message} ${finding.remedy}` },
  locations: [
    {
      physicalLocation: { artifactLocation: { uri: source, uriBaseId: '%SRCROOT%' }, region: { startLine: 1 } },
      logicalLocations: [
        { fullyQualifiedName: placeOf(finding, '.'), kind: 'resource' },
        ...(finding.constructPath === undefined ? [] : [{ fullyQualifiedName: finding.constructPath, kind: 'module' }]),
      ],
    },
  ],
  // Every result stands on the same line of the same file, so only this keeps GitHub from taking them for one.
  partialFingerprints: { 'plimsoll/v1': finding.fingerprint },
  ...(finding.waived
    ? { suppressions: [{ kind: 'external', justification: `${finding.waived.owner}: ${finding.waived.reason}` }] }
    : {}),
});
