import { listAt, textAt } from '../../kubernetes-object/value';
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
    };
  });
}

export const targetPorts = (services: readonly ReleaseObject[], when: When): readonly string[] =>
  services.flatMap((service) => servicePorts(sideOf(service, when)).map(({ target }) => target));
