import type { Json } from '../../model';
import type { Rule } from '../rule';
import { at, listAt, textAt } from '../../kubernetes-object/value';

export const webhookFailsClosed: Rule = {
  id: 'webhook-fails-closed',
  severity: 'medium',
  on: 'change',
  what: 'An admission webhook that refuses everything when it does not answer',
  why: 'While its own pods are down nothing it watches can be changed, perhaps not even its own repair.',
  remedy: 'Use failurePolicy Ignore, or exempt its own namespace and kube-system by a selector.',
  source: 'kubernetes.io/docs: Admission Webhook Good Practices',
  *check({ things }) {
    for (const thing of things) {
      if (!thing.kind.endsWith('WebhookConfiguration')) continue;
      const known = new Set(closedOf(thing.before));
      for (const name of closedOf(thing.after))
        if (!known.has(name))
          yield {
            at: thing,
            subject: name,
            message: `Webhook ${name} of ${thing.title} refuses what it watches when it is down.`,
          };
    }
  },
};

/** Fail is the default of admissionregistration.k8s.io/v1; a namespace selector is taken as an exemption. */
const closedOf = (configuration: Json | null): readonly string[] =>
  listAt(configuration, 'webhooks')
    .filter(
      (webhook) =>
        (textAt(webhook, 'failurePolicy') ?? 'Fail') === 'Fail' &&
        listAt(webhook, 'namespaceSelector', 'matchExpressions').length === 0 &&
        at(webhook, 'namespaceSelector', 'matchLabels') === undefined,
    )
    .map((webhook) => textAt(webhook, 'name') ?? '');
