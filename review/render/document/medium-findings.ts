import { listed } from '../../findings/words';
import type { Drift, Finding, Review } from '../../model';
import { code, toned, type Sentence } from './blocks';
import { counted, imageChange } from './words';

const rulesNamed = 4;

/** At most two lines for medium findings on what changes, which raise no verdict and are easily missed further down. */
export function mediumFindings(review: Review): readonly Sentence[] {
  const unsaid = review.findings.filter((finding) => isUnsaid(finding, review));
  const images = unsaid.flatMap((finding) => {
    const drift = imageSetBack(finding, review);
    return drift === undefined ? [] : [{ finding, drift }];
  });
  const others = unsaid.filter((finding) => !images.some((image) => image.finding === finding));
  const ids = [...new Set(others.map(({ id }) => id))];
  return [
    ...setBack(images.map(({ drift }) => drift)),
    ...(others.length === 0
      ? []
      : [[toned('warning', counted(others.length, 'medium finding')), ` below: ${listed(ids, rulesNamed)}`]]),
  ];
}

/** It counts, and no reason of the verdict names it. */
const isUnsaid = ({ severity, on, waived, id, stack }: Finding, { verdictReasons }: Review): boolean =>
  severity === 'medium' &&
  on === 'change' &&
  waived === null &&
  !verdictReasons.some((reason) => reason.endsWith(`(medium: ${id}, ${stack}).`));

/** Somebody set an image by hand, most likely in an emergency, and the release takes it back. */
const imageSetBack = ({ id, stack, address, subject }: Finding, { stacks }: Review): Drift | undefined =>
  id !== 'drift-undone'
    ? undefined
    : stacks
        .find((one) => one.stack === stack)
        ?.drift.find((drift) => drift.address === address && drift.label === subject && drift.path.at(-1) === 'image');

function setBack([first, ...others]: readonly Drift[]): readonly Sentence[] {
  if (first === undefined) return [];
  const { address, label, before, actual } = first;
  return [
    [
      toned('warning', 'An image that was set by hand is set back'),
      ': ',
      code(label),
      ' of ',
      code(address),
      ...(before.kind === 'value' && actual.kind === 'value'
        ? [', ', code(imageChange(String(actual.value), String(before.value)))]
        : []),
      ...(others.length === 0 ? [] : [`, and ${others.length} more`]),
    ],
  ];
}
