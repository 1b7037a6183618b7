import { namesakes } from '../../assembly/namesakes';
import { isAtLeast } from '../../findings/severities';
import type { Review, StackReview } from '../../model';
import { toned, type Block } from './blocks';
import { findingSentences } from './findings';
import { inOrder } from './headline';
import { listUnlessEmpty, stackHead, workloadTable } from './stack';
import { counted } from './words';

/** So that some huge stacks fit beside each other. */
const most = 20;

/** What decides of one stack, where there is no room for all of it: the worst, and how much more there is. */
export function shortStackBlocks(stack: StackReview, review: Review): readonly Block[] {
  const workloads = review.workloads.filter((workload) => workload.stack === stack.stack);
  const findings = review.findings.filter((finding) => finding.stack === stack.stack);
  const serious = findings.filter(({ severity, waived }) => waived === null && isAtLeast('high', severity));
  const shown = { workloads: inOrder(workloads).slice(0, most), findings: findingSentences(serious).slice(0, most) };
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
