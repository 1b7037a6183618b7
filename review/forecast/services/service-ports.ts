import { unknown } from '../../kubernetes-object/unknown';
import { isUnknownAt, listAt, textAt } from '../../kubernetes-object/value';
import type { ReleaseObject } from '../../kubernetes-object';
import type { Json } from '../../model';
import { sideOf, type When } from '../world';

export interface ServicePort {
  readonly port: string;
  readonly protocol: string;
  readonly name: string | undefined;
  /** Number or name of a container's port. */
  readonly target: string;
  readonly nodePort: string | undefined;
  /** As it stands, or `unknown`. */
  readonly appProtocol: Json | undefined;
}

/** Is a target the number of a port, which no container need declare, and not a name? */
export const isNumber = (target: string): boolean => /^\d+$/.test(target);

export function servicePorts(service: Json | null): readonly ServicePort[] {
  return listAt(service, 'spec', 'ports').map((entry) => {
    const port = textAt(entry, 'port') ?? '';
    const target = textAt(entry, 'targetPort');
    const nodePort = textAt(entry, 'nodePort');
    return {
      port,
      protocol: textAt(entry, 'protocol') ?? 'TCP',
      name: textAt(entry, 'name'),
      // Source: defaults of core/v1, targetPort is port.
      target: target === undefined || target === '0' ? port : target,
      nodePort: nodePort === '0' ? undefined : nodePort,
      appProtocol: isUnknownAt(entry, 'appProtocol') ? unknown : textAt(entry, 'appProtocol'),
    };
  });
}

/** Every port that a Service has, beside what becomes of it: nothing where the Service gives it up. */
export function portPairs(
  before: Json | null,
  after: Json | null,
): readonly { readonly port: ServicePort; readonly next: ServicePort | undefined }[] {
  const offered = servicePorts(after);
  return servicePorts(before).map((port) => ({
    port,
    next: offered.find((one) => one.port === port.port && one.protocol === port.protocol),
  }));
}

export const targetPorts = (services: readonly ReleaseObject[], when: When): readonly string[] =>
  services.flatMap((service) => servicePorts(sideOf(service, when)).map(({ target }) => target));
