import type { Json } from '../model';
import { kindOfType } from '../kubernetes-object/types';
import { field, isList, isObject, textField } from '../plan/json';

interface Named {
  readonly stack: string;
  readonly address: string;
  readonly type: string;
  /** The object as it was, and as it will be. */
  readonly sides: readonly Json[];
}

/**
 * What the review calls an object, put together of what stays readable by itself: a provider's `id` is `shop/web` too,
 * and is marked where the whole object is.
 */
export function composedNames({ stack, address, type, sides }: Named): readonly string[] {
  const kind = sides.map((side) => kindOfType(type, side)).find((found) => found !== undefined) ?? '';
  const names = new Set(sides.map(qualifiedName).filter((name) => name !== undefined));
  return [`${stack}.${address}`, `${stack} ${address}`, `${kind} ${address}`, `${kind} ${[...names].join(' -> ')}`];
}

function qualifiedName(side: Json): string | undefined {
  const object = isObject(field(side, 'manifest')) ? field(side, 'manifest') : side;
  const given = field(object, 'metadata');
  const metadata = isList(given) ? given[0] : given;
  const [name, namespace] = [textField(metadata, 'name'), textField(metadata, 'namespace')];
  return name === undefined || namespace === undefined ? name : `${namespace}/${name}`;
}
