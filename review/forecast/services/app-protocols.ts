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
    const [was, is] = [textAt(port, 'appProtocol'), textAt(next, 'appProtocol')];
    const says = was === undefined && is === 'http' && isTakenForHttp(next);
    const stays = (is === was || says) && !isUnknownAt(next, 'appProtocol');
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

/** Port names by which Istio, and the number by which Traefik, take a port without appProtocol for something else. */
const otherProtocol = /^(grpc|http2|https|tls|tcp|udp|mongo|mysql|redis)(-|$)/;

const isTakenForHttp = (port: Json | undefined): boolean =>
  textAt(port, 'port') !== '443' && !otherProtocol.test(textAt(port, 'name') ?? '');
