import { isUnknown } from '../../kubernetes-object/unknown';
import type { Json } from '../../model';
import { condition, effect, type Effect } from '../effect';
import { portPairs, type ServicePort } from './service-ports';

/** What proxies and gateways speak to the pods behind a port goes by its appProtocol. Source: core/v1, ServicePort. */
export const appProtocolEffects = (title: string, before: Json | null, after: Json | null): readonly Effect[] =>
  portPairs(before, after).flatMap(({ port, next }) =>
    next === undefined || speaksAsBefore(port, next)
      ? []
      : [
          effect(
            'unknown',
            `${title}: what proxies and gateways speak to port ${port.port} from now on, with another appProtocol, is not in the plan.`,
            [`${title} > port ${port.port} > appProtocol`],
            [condition('it names what the pods speak and are spoken to already', 'none')],
          ),
        ],
  );

function speaksAsBefore({ appProtocol: was }: ServicePort, next: ServicePort): boolean {
  const { appProtocol: is } = next;
  const says = was === undefined && is === 'http' && isTakenForHttp(next);
  return !isUnknown(is) && (is === was || says);
}

/** Port names by which Istio, and the number by which Traefik, take a port without appProtocol for something else. */
const otherProtocol = /^(grpc|http2|https|tls|tcp|udp|mongo|mysql|redis)(-|$)/;

const isTakenForHttp = ({ port, name = '' }: ServicePort): boolean => port !== '443' && !otherProtocol.test(name);
