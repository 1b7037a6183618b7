import { isCredential } from '../../secrets/hide';
import { credentialsAmong, holdsCredential } from '../../secrets/in-clear';
import type { Json } from '../../model';
import { field } from '../../plan/json';
import { oncePer } from '../../once';
import type { Thing } from '../release';
import type { Rule } from '../rule';
import { commandLinesOf } from '../view/command-lines';
import { containerChanges } from '../view/containers';
import { since } from '../view/since';
import { at, listAt, textAt } from '../../kubernetes-object/value';

export const secretInClear: Rule = {
  id: 'secret-in-clear',
  severity: 'high',
  on: 'either',
  what: 'A credential that stands in clear in an environment variable, a command line or a ConfigMap',
  why: 'Everybody who may read pods, the state or this plan can use it.',
  remedy: 'Put it into a Secret, refer to it, and replace the credential: it has been seen.',
  source: 'kubernetes.io/docs: Good practices for Kubernetes Secrets',
  *check({ things }) {
    for (const { at: place, name, before, after } of containerChanges(things)) {
      for (const variable of credentialsOf(after))
        yield {
          at: place,
          subject: `${name} ${variable}`,
          message: `Container ${name} of ${place.title} holds a credential in clear in ${variable}.`,
          on: since(credentialsOf(before).includes(variable), true),
        };
      const lines = credentialLines(after);
      const knownLines = lines.size === 0 ? lines : credentialLines(before);
      for (const [line, count] of lines)
        yield {
          at: place,
          subject: `${name} ${line}`,
          message: `Container ${name} of ${place.title} holds a credential in clear in its ${line}.`,
          on: since((knownLines.get(line) ?? 0) >= count, true),
        };
    }
    for (const thing of things) {
      if (thing.kind !== 'ConfigMap') continue;
      const known = new Set(keysOf(thing, 'before'));
      for (const key of keysOf(thing, 'after'))
        yield {
          at: thing,
          subject: key,
          message: `${thing.title} holds a credential in clear in ${key}.`,
          on: since(known.has(key), true),
        };
    }
  },
};

const credentialsOf = (container: unknown): readonly string[] => credentialsIn(listAt(container, 'env'));

/** Most releases leave the environment as it is, which then is one list for both sides. */
const credentialsIn = oncePer((variables: readonly Json[]): readonly string[] =>
  variables
    .filter((variable) => looksSecret(field(variable, 'name'), field(variable, 'value')))
    .map((variable) => textAt(variable, 'name') ?? ''),
);

/** How many credentials stand in each command line that holds any. */
const credentialLines = (container: Json | undefined): ReadonlyMap<string, number> =>
  new Map(
    commandLinesOf(container)
      .map(({ place, words, command }) => [place, credentialsAmong(words, command)] as const)
      .filter(([, count]) => count > 0),
  );

function keysOf(thing: Thing, side: 'before' | 'after'): readonly string[] {
  const data = at(thing[side], 'data');
  return Object.entries(data ?? {})
    .filter(([key, value]) => looksSecret(key, value as Json))
    .map(([key]) => key);
}

const looksSecret = (name: Json | undefined, value: Json | undefined): boolean =>
  typeof value === 'string' && ((typeof name === 'string' && isCredential(name, value)) || holdsCredential(value));
