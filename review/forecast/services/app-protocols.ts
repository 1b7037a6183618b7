import { isUnknownAt, listAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { condition, effect, type Effect } from '../effect';

/** What proxies and gateways speak to the pods behind a port goes by its appProtocol. Source: core/v1, ServicePort. */
export const appProtocolEffects = (title: string, before: Json | null, after: Json | null): readonly Effect[] =>
  listAt(before, 'spec', 'ports').flatMap((port) => {
    const number = textAt(port, 'port');
    const next = listAt(after, 'spec', 'ports').find(
      (one) => textAt(one, 'port') === number && textAt(one, 'protocol') === textAt(port, 'protocol'),
    );
    const stays = textAt(next, 'appProtocol') === textAt(port, 'appProtocol') && !isUnknownAt(next, 'appProtocol');
    return next === undefined || stays
      ? []
      : [
          effect(
            'unknown',
            `${title}: what proxies and gateways speak to port ${number ?? ''} from now on, with another appProtocol, is not in the plan.`,
            [`${title} > port ${number ?? ''} > appProtocol`],
            [condition('it names what the pods speak and are spoken to already', 'none')],
          ),
        ];
  });
