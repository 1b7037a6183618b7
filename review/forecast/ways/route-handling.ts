import { at, listAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { tellsOtherwise } from '../services/annotations';
import { dnsEffects } from '../services/dns-names';
import { condition, effect, type Effect } from '../effect';
import { namespaceOf } from '../identity';
import { treatmentOf, type Way } from './ways';

/** How an Ingress or a route handles what it leads on: path types, certificates, and what only its controller knows. */

/** `Prefix` takes what is below the path along, `Exact` does not, and what anything else does the controller decides. */
export function pathTypeEffects(title: string, was: Way, is: Way, fields: readonly string[]): readonly Effect[] {
  if (was.pathType === is.pathType || (was.pathType === 'Exact' && is.pathType === 'Prefix')) return [];
  if (was.pathType === 'Prefix' && is.pathType === 'Exact')
    return [
      effect('outage', `${title} leads ${was.text} here, and nothing below it any more.`, [...fields, 'pathType']),
    ];
  return [
    effect('unknown', `${title}: what its controller does with path type ${is.pathType ?? ''} is not in the plan.`, [
      ...fields,
      'pathType',
    ]),
  ];
}

export function tlsEffects(title: string, before: Json | null, after: Json | null): readonly Effect[] {
  const secretsOf = (side: Json | null): ReadonlyMap<string, string> =>
    new Map(
      listAt(side, 'spec', 'tls').flatMap((tls) => {
        const hosts = listAt(tls, 'hosts').map(String);
        // One that names no host has the certificate that is shown for want of a better one.
        return (hosts.length === 0 ? ['every other host'] : hosts).map(
          (host) => [host, textAt(tls, 'secretName') ?? ''] as const,
        );
      }),
    );
  const [was, is] = [secretsOf(before), secretsOf(after)];
  const hosts = [...was.keys()];
  const gone = hosts.filter((host) => !is.has(host));
  const moved = hosts.filter((host) => is.has(host) && is.get(host) !== was.get(host));
  return [
    ...(gone.length === 0
      ? []
      : [
          effect('outage', `${title} gives up TLS for ${gone.join(', ')}: https users are refused.`, [
            `${title} > tls`,
          ]),
        ]),
    ...(moved.length === 0
      ? []
      : [
          effect(
            'unknown',
            `${title} answers ${moved.join(', ')} with the certificate of another Secret, which is not in the plan.`,
            [`${title} > tls`],
            [condition('that certificate is there and valid for these hosts', 'none')],
          ),
        ]),
  ];
}

/** Fields whose effect is the business of a controller that the plan does not show. */
export function handling(title: string, before: Json | null, after: Json | null): readonly Effect[] {
  const text = (side: Json | null, key: string): string =>
    textAt(side, 'spec', key) ?? JSON.stringify(at(side, 'spec', key) ?? null);
  const moved = text(before, 'ingressClassName') === text(after, 'ingressClassName') ? [] : ['ingressClassName'];
  if (parentsOf(before) !== parentsOf(after)) moved.push('parentRefs');
  if (tellsOtherwise(before, after)) moved.push('annotations');
  if (treatmentsOf(before) !== treatmentsOf(after)) moved.push('filters, timeouts or retries');
  return [
    ...dnsEffects(title, before, after),
    ...moved.map((key) =>
      effect('unknown', `${title}: what its controller does with changed ${key} is not in the plan.`, [
        `${title} > ${key}`,
      ]),
    ),
  ];
}

/** In any order, with what is left out. Source: gateway.networking.k8s.io/v1, ParentReference. */
const parentsOf = (side: Json | null): string =>
  listAt(side, 'spec', 'parentRefs')
    .map((parent) =>
      JSON.stringify([
        textAt(parent, 'group') ?? 'gateway.networking.k8s.io',
        textAt(parent, 'kind') ?? 'Gateway',
        textAt(parent, 'namespace') ?? namespaceOf(side),
        ...['name', 'sectionName', 'port'].map((key) => textAt(parent, key)),
      ]),
    )
    .sort()
    .join();

/** Of the rules of a route: all but what it leads on, and where to. */
const treatmentsOf = (side: Json | null): string => JSON.stringify(listAt(side, 'spec', 'rules').flatMap(treatmentOf));
