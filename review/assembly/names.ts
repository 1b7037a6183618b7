import type { Workload } from '../model';

type Named = Pick<Workload, 'namespace' | 'name' | 'namespaceBefore' | 'nameBefore' | 'address'>;

/** `shop/web`, as a reviewer calls it, or `shop/web -> shop/storefront`; the address where the name is not known. */
export function nameOf(workload: Named): string {
  const { namespace, name, address } = workload;
  return name === null ? address : withOld(workload, qualified(namespace, name));
}

/** Without the namespace, unless it is the namespace that changes. */
export function shortNameOf(workload: Named): string {
  if (workload.namespaceBefore !== undefined) return nameOf(workload);
  const { name, nameBefore } = workload;
  return name === null || nameBefore === undefined ? (name ?? workload.address) : `${nameBefore} -> ${name}`;
}

function withOld({ namespace, name, namespaceBefore, nameBefore }: Named, now: string): string {
  const old = qualified(namespaceBefore ?? namespace, nameBefore ?? name ?? '');
  return old === now ? now : `${old} -> ${now}`;
}

const qualified = (namespace: string | null, name: string): string =>
  namespace === null ? name : `${namespace}/${name}`;
