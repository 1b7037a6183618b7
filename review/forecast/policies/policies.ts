import { type Labels, selects } from '../../../kubernetes/selectors';
import { isUnknown, type ReleaseObject } from '../../kubernetes-object';
import { holdsUnknown } from '../../kubernetes-object/unknown';
import type { Condition, Impact } from '../../model';
import { field } from '../../plan/json';
import { condition, effect, type Effect } from '../effect';
import { changedLabels, labelsOn } from '../pods/labels-on';
import {
  type Allowance,
  allAllowed,
  allowancesOf,
  allowsAll,
  covers,
  type Direction,
  isolates,
} from './policy-allowances';
import { clientPortEffects } from './client-ports';
import { peerEffects, peerPolicies } from './policy-peers';
import { portEffects } from './policy-ports';
import { changed, type Subject } from '../subject';
import { selectorAt, sideOf, type When } from '../world';
import { titleOf } from '../identity';

/** Network policies whose say over the pods may change: they do themselves, or labels that they go by. */
export const changedPolicies = (subject: Subject): readonly ReleaseObject[] => [
  ...new Set([...movedPolicies(subject), ...peerPolicies(subject)]),
];

/** Those that select the pods on either side, where the policy changes or the labels of the pods do. */
function movedPolicies(subject: Subject): readonly ReleaseObject[] {
  const { worlds, namespace } = subject;
  const relabelled = changedLabels(labelsOn(subject, 'before'), labelsOn(subject, 'after')).length > 0;
  const of = (when: When): readonly ReleaseObject[] =>
    worlds[when]
      .all('NetworkPolicy', namespace)
      .filter(
        (policy) =>
          (relabelled || changed(policy)) &&
          (selectionIsUnknown(policy) || isSelected(policy, when, labelsOn(subject, when))),
      );
  return [...new Set([...of('before'), ...of('after')])];
}

const selectionIsUnknown = (policy: ReleaseObject): boolean =>
  holdsUnknown(field(field(sideOf(policy, 'after') ?? undefined, 'spec'), 'podSelector'));

function isSelected(policy: ReleaseObject, when: When, labels: Labels): boolean {
  const side = sideOf(policy, when);
  return side !== null && selects(selectorAt(side, 'spec', 'podSelector'), labels);
}

/** Who is let in and out is a union over all policies: adding an allowance harms nobody, everything else may. */
export function policyEffects(subject: Subject): readonly Effect[] {
  const own = movedPolicies(subject).flatMap((policy) => {
    const hidden = hiddenPart(policy);
    if (hidden !== undefined) return [hidden];
    return [...directionEffects(subject, policy, 'Ingress'), ...directionEffects(subject, policy, 'Egress')];
  });
  return [...own, ...peerEffects(subject), ...portEffects(subject), ...clientPortEffects(subject)];
}

/** What is known only after apply may shut out anybody. */
function hiddenPart(policy: ReleaseObject): Effect | undefined {
  const spec = field(sideOf(policy, 'after') ?? undefined, 'spec');
  const key = ['podSelector', 'policyTypes', 'ingress', 'egress'].find((part) => holdsUnknown(field(spec, part)));
  if (key === undefined && !isUnknown(spec)) return undefined;
  const title = titleOf(policy);
  return effect('unknown', `Whom ${title} shuts out is known only after apply.`, [`${title} > ${key ?? 'spec'}`]);
}

/** What a policy lets through to these pods or from them; undefined where it leaves them alone. */
function allowedBy(
  subject: Subject,
  policy: ReleaseObject,
  when: When,
  direction: Direction,
): readonly Allowance[] | undefined {
  const side = sideOf(policy, when);
  return isolates(side, direction) && isSelected(policy, when, labelsOn(subject, when))
    ? allowancesOf(side, direction)
    : undefined;
}

function directionEffects(subject: Subject, policy: ReleaseObject, direction: Direction): readonly Effect[] {
  const was = allowedBy(subject, policy, 'before', direction);
  const is = allowedBy(subject, policy, 'after', direction);
  const others = (when: When): readonly (readonly Allowance[])[] =>
    subject.worlds[when]
      .all('NetworkPolicy', subject.namespace)
      .filter((other) => other !== policy)
      .flatMap((other) => {
        const allowances = allowedBy(subject, other, when, direction);
        return allowances === undefined ? [] : [allowances];
      });
  if (was === undefined) {
    // Where others isolate the pods already, one more only adds to who is let through.
    if (is === undefined || allowsAll(is) || others('before').length > 0) return [];
    return [shutting(subject, policy, direction, is)];
  }
  const beside = others('after');
  if (is === undefined && beside.length === 0) return [];
  const allowed = [...(is ?? []), ...beside.flat()];
  if (covers(allowed, was)) return [];
  return [is === undefined ? leaving(subject, policy, direction, allowed) : shutting(subject, policy, direction, is)];
}

/** The policy lets through only what it names. */
function shutting(
  subject: Subject,
  policy: ReleaseObject,
  direction: Direction,
  allowed: readonly Allowance[],
): Effect {
  const turns = sideOf(policy, 'before') !== null && !isSelected(policy, 'before', labelsOn(subject, 'before'));
  const found = turns ? 'selects these pods from now on: it ' : '';
  const text =
    direction === 'Ingress'
      ? 'shuts out clients that it does not name.'
      : 'keeps the pods from connecting to what it does not name.';
  return told(subject, policy, direction, 'unknown', `${found}${text}`, [
    allAllowed(direction),
    ...(allowed.length === 0 && direction === 'Ingress'
      ? [condition('no other policy lets anybody in', 'outage')]
      : []),
  ]);
}

/** The policy goes or turns to other pods, and others go on isolating these. */
function leaving(subject: Subject, policy: ReleaseObject, direction: Direction, allowed: readonly Allowance[]): Effect {
  const stays = sideOf(policy, 'after') !== null && !isSelected(policy, 'after', labelsOn(subject, 'after'));
  const verb = stays ? 'no longer selects these pods' : 'goes';
  if (direction === 'Ingress' && allowed.length === 0)
    return told(subject, policy, direction, 'outage', `${verb}, and the other policies here let nobody in.`, [
      condition('a policy that is in no plan of this release lets clients in', 'none'),
    ]);
  return told(
    subject,
    policy,
    direction,
    'unknown',
    `${verb}, and other policies still shut out whoever only it let ${direction === 'Ingress' ? 'in' : 'out'}.`,
    [allAllowed(direction)],
  );
}

function told(
  subject: Subject,
  policy: ReleaseObject,
  direction: Direction,
  impact: Impact,
  text: string,
  conditions: readonly Condition[],
): Effect {
  const title = titleOf(policy);
  const { matchLabels, matchExpressions } = selectorAt(sideOf(policy, 'before'), 'spec', 'podSelector');
  const named = [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
  const relabelled = changedLabels(labelsOn(subject, 'before'), labelsOn(subject, 'after'));
  const because = changed(policy) ? [] : relabelled.filter((key) => named.includes(key));
  const fields = [`${title} > ${direction.toLowerCase()}`, ...because.map((key) => `pod > label ${key}`)];
  const cause = because.length === 0 ? '' : `Label ${because.join(', ')} of the pods changes: `;
  const one = effect(impact, `${cause}${title} ${text}`, fields, conditions);
  // The kubelet reaches every pod, whatever policies say; what a probe asks for behind the pod it may not.
  return direction === 'Egress' ? { ...one, unready: true } : one;
}
