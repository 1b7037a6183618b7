import { namesakes } from '../../assembly/namesakes';
import { isAtLeast } from '../../findings/severities';
import type { Review, StackReview } from '../../model';
import { toned, type Block } from './blocks';
import { findingSentences } from './findings';
import { inOrder } from './headline';
import { listUnlessEmpty, stackHead, workloadTable } from './stack';
import { counted } from './words';

/** What decides of one stack, where there is no room for all of it: the worst, at most so many, and how much more there is. */
export function shortStackBlocks(stack: StackReview, review: Review, most: number): readonly Block[] {
  const workloads = review.workloads.filter((workload) => workload.stack === stack.stack);
  const findings = review.findings.filter((finding) => finding.stack === stack.stack);
  const counting = findings.filter(({ severity, waived }) => waived === null && isAtLeast('medium', severity));
  const shown = { workloads: inOrder(workloads).slice(0, most), findings: findingSentences(counting).slice(0, most) };
  const leftOut = [
    ...numberLeft(workloads.length, shown.workloads.length, 'workload'),
    ...numberLeft(findings.length, shown.findings.length, 'finding'),
    'all explanations, moved and ended objects, and drift',
  ];
  return [
    ...stackHead(stack),
    ...(workloads.length === 0 ? [] : [workloadTable(shown.workloads, namesakes(workloads))]),
    ...listUnlessEmpty(shown.findings),
    { kind: 'paragraph', text: [toned('warning', 'Shortened'), `: left out are ${leftOut.join(', ')}.`] },
  ];
}

const numberLeft = (all: number, shown: number, noun: string): readonly string[] =>
  all === shown ? [] : [`${all - shown} of ${counted(all, noun)}`];
