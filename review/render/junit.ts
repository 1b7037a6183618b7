import type { Finding, Renderer, Review, Workload } from '../model';
import { plain } from './document/blocks';
import { findingsOutside } from './document/findings';
import { workloadLine } from './document/headline';
import { html as escape } from './escape';

/**
 * JUnit XML, which every CI system shows: a suite per stack, a case per workload and finding. The verdict, and what is
 * found outside any stack, have a suite of their own.
 */
export const junit: Renderer = {
  format: 'junit',
  render: (review) => {
    const suites = [
      suite('release', [verdictCase(review), ...findingsOutside(review).map(findingCase)]),
      ...review.stacks.map(({ stack, incomplete }) =>
        suite(stack, [
          ...incomplete.map(({ kind, message }) => failed(stack, 'plan is complete', kind, message)),
          ...review.workloads.filter((workload) => workload.stack === stack).map(workloadCase),
          ...review.findings.filter((finding) => finding.stack === stack).map(findingCase),
        ]),
      ),
    ];
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="plimsoll review">\n${suites.join('\n')}\n</testsuites>\n`;
  },
};

interface Case {
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly xml: string;
}

function suite(name: string, cases: readonly Case[]): string {
  const count = (outcome: Case['outcome']): number => cases.filter((each) => each.outcome === outcome).length;
  return `<testsuite name="${escape(name)}" tests="${cases.length}" failures="${count('failed')}" skipped="${count('skipped')}">\n${cases.map(({ xml }) => xml).join('\n')}\n</testsuite>`;
}

const verdictCase = ({ verdict, verdictReasons }: Review): Case =>
  verdict === 'routine'
    ? passed('release', 'verdict')
    : failed('release', 'verdict', verdict, verdictReasons.join('\n'));

function workloadCase(workload: Workload): Case {
  const name = `${workload.kind} ${workload.address}`;
  const { impact, completes } = workload.forecast;
  const text = plain(workloadLine(workload));
  if (completes.state === 'blocked') return failed(workload.stack, name, 'blocked', text);
  return impact === 'none' || impact === 'reduced'
    ? passed(workload.stack, name)
    : failed(workload.stack, name, impact, text);
}

function findingCase(finding: Finding): Case {
  const name = [finding.id, finding.address, finding.subject].filter((part) => part !== '').join(' ');
  if (finding.waived)
    return {
      outcome: 'skipped',
      xml: element(
        finding.stack,
        name,
        `<skipped message="${escape(`waived by ${finding.waived.owner}: ${finding.waived.reason}`)}"/>`,
      ),
    };
  const serious = finding.on === 'change' && (finding.severity === 'critical' || finding.severity === 'high');
  return serious
    ? failed(finding.stack, name, finding.severity, `${finding.message} ${finding.remedy}`)
    : passed(finding.stack, name);
}

const passed = (className: string, name: string): Case => ({ outcome: 'passed', xml: element(className, name, '') });
const failed = (className: string, name: string, type: string, text: string): Case => ({
  outcome: 'failed',
  xml: element(
    className,
    name,
    `<failure type="${escape(type)}" message="${escape(text.replace(/\n/g, ' '))}">${escape(text)}</failure>`,
  ),
});
const element = (className: string, name: string, content: string): string =>
  `<testcase classname="${escape(className)}" name="${escape(name)}">${content}</testcase>`;
