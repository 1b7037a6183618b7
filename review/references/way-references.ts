import { listAt, textAt } from '../kubernetes-object/value';
import type { Json } from '../model';
import { presence } from './pod-references';
import type { Reference } from './reference';

/** Secrets by which an Ingress or a Gateway answers: its certificates, and what lets users in. */

export const certificate = 'tls';

/** Source: annotations of ingress-nginx, whose value is a name or `namespace/name`. */
const lettingIn = ['nginx.ingress.kubernetes.io/auth-secret', 'nginx.ingress.kubernetes.io/auth-tls-secret'];

export const ingressSecrets = (object: Json): readonly Reference[] => [
  ...listAt(object, 'spec', 'tls').flatMap((tls) => presence('Secret', textAt(tls, 'secretName'), certificate, true)),
  ...lettingIn.flatMap((key) => {
    const [name, namespace] = (textAt(object, 'metadata', 'annotations', key) ?? '').split('/').reverse();
    const found = name === '' ? [] : presence('Secret', name, `annotation ${key}`, true);
    return namespace === undefined ? found : found.map((one) => ({ ...one, namespace }));
  }),
];

/** Of all listeners, or of those that a route uses. */
export const gatewaySecrets = (object: Json, isUsed: (listener: Json) => boolean = () => true): readonly Reference[] =>
  listAt(object, 'spec', 'listeners')
    .filter(isUsed)
    .flatMap((listener) => listAt(listener, 'tls', 'certificateRefs'))
    .filter((one) => (textAt(one, 'kind') ?? 'Secret') === 'Secret')
    .flatMap((one) => {
      const namespace = textAt(one, 'namespace');
      const found = presence('Secret', textAt(one, 'name'), certificate, true);
      return namespace === undefined ? found : found.map((reference) => ({ ...reference, namespace }));
    });
