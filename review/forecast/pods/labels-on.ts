import type { Labels } from '../../../kubernetes/selectors';
import { exchangesPods, type Subject } from '../subject';
import type { When } from '../world';

/** Labels of the pods that run on each side. New ones in a template reach no pod that is not exchanged; a Pod gets its own at once. */
export const labelsOn = ({ object, labelsBefore, labelsAfter, rollout }: Subject, when: When): Labels =>
  when === 'after' && (exchangesPods(rollout) || (object.kind === 'Pod' && rollout.kind !== 'stopped'))
    ? labelsAfter
    : labelsBefore;

/** Keys of labels that differ. */
export const changedLabels = (was: Labels, is: Labels): readonly string[] =>
  [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => was[key] !== is[key]);
