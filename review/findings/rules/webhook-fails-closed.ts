import { failsClosed } from '../../forecast/completes/admission';
import type { Json } from '../../model';
import type { Rule } from '../rule';
import { at, holdsUnknownAt, listAt, textAt } from '../../kubernetes-object/value';

export const webhookFailsClosed: Rule = {
  id: 'webhook-fails-closed',
  severity: 'medium',
  on: 'change',
  what: 'A new admission webhook that refuses everything when it does not answer, or one that asks another address from now on',
  why: 'While its own pods are down nothing it watches can be changed, perhaps not even its own repair.',
  remedy: 'Use failurePolicy Ignore, or exempt its own namespace and kube-system by a selector.',
  source: 'kubernetes.io/docs: Admission Webhook Good Practices',
  *check({ things }) {
    for (const thing of things) {
      if (!thing.kind.endsWith('WebhookConfiguration')) continue;
      const known = new Map(closedOf(thing.before));
      for (const [name, address] of closedOf(thing.after)) {
        const title = `Webhook ${name} of ${thing.title}`;
        const was = known.get(name);
        if (was === undefined)
          yield { at: thing, subject: name, message: `${title} refuses what it watches when it is down.` };
        else if (was !== address)
          yield {
            at: thing,
            subject: name,
            message: `${title} asks ${address} from now on, not ${was}, and refuses what it watches when that does not answer.`,
          };
      }
    }
  },
};

/** A namespace selector is taken as an exemption. */
const closedOf = (configuration: Json | null): readonly (readonly [name: string, address: string])[] =>
  listAt(configuration, 'webhooks')
    .filter(
      (webhook) =>
        failsClosed(webhook) &&
        listAt(webhook, 'namespaceSelector', 'matchExpressions').length === 0 &&
        at(webhook, 'namespaceSelector', 'matchLabels') === undefined,
    )
    .map((webhook) => [textAt(webhook, 'name') ?? '', addressOf(webhook)] as const);

function addressOf(webhook: Json): string {
  if (holdsUnknownAt(webhook, 'clientConfig')) return 'an address that is known only after apply';
  const [space, name] = ['namespace', 'name'].map((key) => textAt(webhook, 'clientConfig', 'service', key) ?? '');
  return textAt(webhook, 'clientConfig', 'url') ?? `Service ${space}/${name}`;
}
