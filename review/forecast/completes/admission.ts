import { type Selector, selects } from '../../../kubernetes/selectors';
import { holdsUnknownAt, isUnknownAt, listAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { field } from '../../plan/json';
import { changed, type Subject } from '../subject';
import { labelsAt, selectorAt, sideOf } from '../world';
import { titleOf } from '../identity';
import { appliedOnlyAfter } from './waiting';

/** Admission webhooks, which are asked about every new pod that they watch. */

const kinds = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'] as const;

/** Does it refuse what it watches when it does not answer? Fail is the default of admissionregistration.k8s.io/v1. */
export const failsClosed = (webhook: Json): boolean => (textAt(webhook, 'failurePolicy') ?? 'Fail') === 'Fail';

/** A webhook that this release makes or changes has not shown yet that it answers, and lets these pods through. */
export function webhookDoubt(subject: Subject): string | undefined {
  const { worlds } = subject;
  for (const kind of kinds)
    for (const configuration of worlds.after.all(kind, 'default')) {
      if (!changed(configuration) || appliedOnlyAfter(subject, configuration)) continue;
      const before = webhooksOf(sideOf(configuration, 'before'));
      const webhook = webhooksOf(sideOf(configuration, 'after')).find(
        (one) => failsClosed(one) && watches(one, subject) && !before.some((other) => asksAlike(one, other)),
      );
      if (webhook !== undefined)
        return `webhook ${textAt(webhook, 'name') ?? ''} of ${titleOf(configuration)}, which this release makes or changes, refuses new pods where it does not answer`;
    }
  return undefined;
}

const webhooksOf = (configuration: Json | null): readonly Json[] => listAt(configuration, 'webhooks');

const decisive = ['name', 'clientConfig', 'rules', 'namespaceSelector', 'objectSelector', 'failurePolicy'];
const asksAlike = (one: Json, other: Json): boolean =>
  decisive.every((key) => JSON.stringify(field(one, key) ?? null) === JSON.stringify(field(other, key) ?? null));

function watches(webhook: Json, subject: Subject): boolean {
  return (
    (isUnknownAt(webhook, 'rules') || listAt(webhook, 'rules').some(meansNewPods)) &&
    (subject.labelsUnknown || picks(webhook, 'objectSelector', subject.labelsAfter)) &&
    watchesNamespace(webhook, subject)
  );
}

const meansNewPods = (rule: Json): boolean =>
  (
    [
      ['apiGroups', ''],
      ['resources', 'pods'],
      ['operations', 'CREATE'],
    ] as const
  ).every(([key, wanted]) => {
    const given = listAt(rule, key);
    return holdsUnknownAt(rule, key) || given.includes(wanted) || given.includes('*') || given.includes('*/*');
  });

const picks = (webhook: Json, key: string, labels: Readonly<Record<string, string>>): boolean =>
  holdsUnknownAt(webhook, key) || selects(selectorAt(webhook, key), labels);

/** Of a namespace that no plan holds only the name is known. */
function watchesNamespace(webhook: Json, { worlds, namespaceAfter }: Subject): boolean {
  const space = worlds.after.get('Namespace', 'default', namespaceAfter);
  const labels = { 'kubernetes.io/metadata.name': namespaceAfter };
  if (space !== undefined)
    return picks(webhook, 'namespaceSelector', {
      ...labelsAt(sideOf(space, 'after'), 'metadata', 'labels'),
      ...labels,
    });
  const selector = selectorAt(webhook, 'namespaceSelector');
  return labelKeys(selector).some((key) => !(key in labels)) || picks(webhook, 'namespaceSelector', labels);
}

const labelKeys = ({ matchLabels, matchExpressions }: Selector): readonly string[] => [
  ...Object.keys(matchLabels),
  ...matchExpressions.map(({ key }) => key),
];
