import type { ReleaseObject } from '../../kubernetes-object';
import { listAt, textAt } from '../../kubernetes-object/value';
import { condition, effect, type Effect } from '../effect';
import type { Worlds } from '../subject';
import { namespaceOf, sideOf } from '../world';

/** Secrets with the certificates of an Ingress that get another content. */
export function changedCertificates(worlds: Worlds, route: ReleaseObject): readonly ReleaseObject[] {
  const side = sideOf(route, 'after');
  const names = new Set(listAt(side, 'spec', 'tls').flatMap((tls) => textAt(tls, 'secretName') ?? []));
  return [...names].flatMap((name) => {
    const secret = worlds.after.get('Secret', namespaceOf(side), name);
    const action = secret?.change?.action;
    return secret !== undefined && (action === 'update' || action === 'replace') ? [secret] : [];
  });
}

export const certificateEffects = (worlds: Worlds, route: ReleaseObject, title: string): readonly Effect[] =>
  changedCertificates(worlds, route).map(({ name }) =>
    effect(
      'unknown',
      `${title} answers with the certificate in Secret ${name ?? ''}, which changes.`,
      [`Secret ${name ?? ''} > data`],
      [condition('the new certificate is valid for its hosts', 'none')],
    ),
  );
