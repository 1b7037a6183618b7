import type { Finding, Renderer, Severity } from '../model';
import { wasSoBefore } from './document/findings';
import { visible } from './escape';

interface AnnotationsOptions {
  /** File that annotations stand at. @default 'main.ts' */
  readonly source?: string;
}

/** GitHub shows 10 errors, 10 warnings and 10 notices of a step. Source: GitHub docs, usage limits of workflow commands. */
const mostPerLevel = 10;

/** Workflow commands, one a line: findings at the source file, worst first. */
export const annotations: Renderer<AnnotationsOptions> = {
  format: 'annotations',
  render: ({ findings }, { source = 'main.ts' }) => {
    const lines = (['error', 'warning', 'notice'] as const).flatMap((level) => {
      const wanted = findings.filter((finding) => finding.waived === null && levels[finding.severity] === level);
      if (wanted.length <= mostPerLevel) return wanted.map((finding) => command(level, finding, source));
      const rest = wanted.length - (mostPerLevel - 1);
      return [
        ...wanted.slice(0, mostPerLevel - 1).map((finding) => command(level, finding, source)),
        `::${level} file=${property(source)},title=${property('plimsoll')}::${data(`${rest} more findings of this level stand in the review`)}`,
      ];
    });
    return lines.map((line) => `${line}\n`).join('');
  },
};

const levels: { readonly [severity in Severity]: 'error' | 'warning' | 'notice' } = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
};

const command = (level: string, finding: Finding, source: string): string =>
  `::${level} file=${property(source)},title=${property(titleOf(finding))}::${data(`${finding.message} ${finding.remedy}`)}`;

const titleOf = (finding: Finding): string => {
  const { id, stack, address } = finding;
  return `${id} on ${address === '' ? stack : `${stack}.${address}`}${wasSoBefore(finding) ? ' (was so before)' : ''}`;
};

/** Escapes of the runner's command parser: a raw line break would start a command of the attacker's choice. */
const data = (text: string): string => visible(text).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
