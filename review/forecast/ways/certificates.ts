import type { ReleaseObject } from '../../kubernetes-object';
import { listAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { certificate, gatewaySecrets, ingressSecrets } from '../../references/way-references';
import type { Reference } from '../../references/reference';
import { condition, effect, type Effect } from '../effect';
import type { Worlds } from '../subject';
import { sideOf, type World } from '../world';
import { titleOf, namespaceOf } from '../identity';

/** A Secret with another content by which an Ingress answers, or the Gateway of a route. */
interface ChangedSecret {
  readonly secret: string;
  readonly title: string;
  readonly where: string;
  readonly becomes: 'changes' | 'is deleted';
}

export function changedCertificates(worlds: Worlds, route: ReleaseObject): readonly ChangedSecret[] {
  const found = secretsOf(route, worlds.after).flatMap(({ reader, reference }) => {
    const namespace = reference.namespace ?? namespaceOf(sideOf(reader, 'after'));
    const known = (['after', 'before'] as const).map((when) => worlds[when].get('Secret', namespace, reference.name));
    const action = (known[0] ?? known[1])?.change?.action;
    const becomes = action === 'delete' ? ('is deleted' as const) : ('changes' as const);
    return action === 'update' || action === 'replace' || action === 'delete'
      ? [{ secret: reference.name, title: titleOf(reader), where: reference.where, becomes }]
      : [];
  });
  return [...new Map(found.map((one) => [Object.values(one).join(' '), one])).values()];
}

interface Read {
  readonly reader: ReleaseObject;
  readonly reference: Reference;
}

function secretsOf(route: ReleaseObject, world: World): readonly Read[] {
  const side = sideOf(route, 'after');
  if (side === null) return [];
  if (route.kind === 'Ingress') return ingressSecrets(side).map((reference) => ({ reader: route, reference }));
  return listAt(side, 'spec', 'parentRefs').flatMap((parent) => {
    const reader = gatewayOf(parent, namespaceOf(side), world);
    const gateway = reader === undefined ? null : sideOf(reader, 'after');
    return reader === undefined || gateway === null
      ? []
      : gatewaySecrets(gateway, uses(parent)).map((reference) => ({ reader, reference }));
  });
}

/** The Gateway that a route of a namespace names as a parent, where it stands in the plans. */
export const gatewayOf = (parent: Json, own: string, world: World): ReleaseObject | undefined =>
  (textAt(parent, 'kind') ?? 'Gateway') === 'Gateway'
    ? world.get('Gateway', textAt(parent, 'namespace') ?? own, textAt(parent, 'name') ?? '')
    : undefined;

/** A parent without name and port of a listener is all listeners. */
const uses =
  (parent: Json) =>
  (listener: Json): boolean =>
    [
      ['sectionName', 'name'],
      ['port', 'port'],
    ].every(([of, its]) => {
      const wanted = textAt(parent, of as string);
      return wanted === undefined || wanted === textAt(listener, its as string);
    });

export const certificateEffects = (worlds: Worlds, route: ReleaseObject): readonly Effect[] =>
  changedCertificates(worlds, route).map(({ secret, title, where, becomes }) => {
    const isCertificate = where === certificate;
    const isGone = becomes === 'is deleted';
    return effect(
      isGone ? 'outage' : 'unknown',
      isCertificate
        ? `${title} answers with the certificate in Secret ${secret}, which ${becomes}.`
        : `${title} lets in by what Secret ${secret} holds, which ${becomes}.`,
      [`Secret ${secret} > data`, ...(isCertificate ? [] : [`${title} > ${where}`])],
      [
        isGone
          ? condition('something makes the Secret again at once', 'none')
          : condition(
              isCertificate ? 'the new certificate is valid for its hosts' : 'it lets in the same users',
              'none',
            ),
      ],
    );
  });
