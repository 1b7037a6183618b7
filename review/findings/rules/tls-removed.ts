import type { Json } from '../../model';
import type { Rule } from '../rule';
import { at, isUnknownAt, listAt, textAt } from '../../kubernetes-object/value';

export const tlsRemoved: Rule = {
  id: 'tls-removed',
  severity: 'high',
  on: 'change',
  what: 'A way in that loses its encryption: tls of an Ingress, an HTTPS listener of a Gateway, a redirect to https',
  why: 'Passwords and sessions of users cross the network readable, or browsers refuse to connect.',
  remedy: 'Keep tls for every host.',
  source: 'kubernetes.io/docs: Ingress, TLS; gateway-api: TLS',
  *check({ things }) {
    for (const thing of things) {
      if (thing.before === null || thing.after === null) continue;
      if (thing.kind === 'Ingress' && !isUnknownAt(thing.after, 'spec', 'tls')) {
        const kept = new Set(hostsOf(thing.after));
        for (const host of hostsOf(thing.before))
          if (!kept.has(host) && !isGone(host, thing.after))
            yield {
              at: thing,
              subject: host,
              message: `${thing.title} no longer encrypts ${host === '' ? 'its hosts' : host}.`,
            };
      }
      if (thing.kind === 'Gateway')
        for (const listener of encryptedListeners(thing.before))
          if (!encryptedListeners(thing.after).includes(listener))
            yield {
              at: thing,
              subject: listener,
              message: `Listener ${listener} of ${thing.title} no longer encrypts.`,
            };
      if (redirects(thing.before) && !redirects(thing.after))
        yield { at: thing, subject: 'redirect', message: `${thing.title} no longer redirects to https.` };
    }
  },
};

const hostsOf = (ingress: Json | null): readonly string[] =>
  listAt(ingress, 'spec', 'tls').flatMap((tls) => {
    const hosts = listAt(tls, 'hosts').map(String);
    return hosts.length === 0 ? [''] : hosts;
  });

/** A host that is served no longer needs no encryption either. */
const isGone = (host: string, ingress: Json | null): boolean =>
  host !== '' && !listAt(ingress, 'spec', 'rules').some((rule) => (textAt(rule, 'host') ?? host) === host);

const encryptedListeners = (gateway: Json | null): readonly string[] =>
  listAt(gateway, 'spec', 'listeners')
    .filter((listener) => /^(HTTPS|TLS)$/.test(textAt(listener, 'protocol') ?? ''))
    .map((listener) => textAt(listener, 'name') ?? '');

const redirects = (object: Json | null): boolean =>
  ['nginx.ingress.kubernetes.io/ssl-redirect', 'nginx.ingress.kubernetes.io/force-ssl-redirect'].some(
    (key) => String(at(object, 'metadata', 'annotations', key)) === 'true',
  );
