import type { Json } from '../../model';
import { at, listAt } from '../../kubernetes-object/value';

/** One permission: a verb on a resource (or a non-resource URL) of a group. */
export type Permission = { readonly group: string; readonly resource: string; readonly verb: string };

export const isRole = (kind: string): boolean => kind === 'Role' || kind === 'ClusterRole';
export const isBinding = (kind: string): boolean => kind === 'RoleBinding' || kind === 'ClusterRoleBinding';

/** All permissions of a role, multiplied out. Resource names narrow; a rule with them is another resource. */
export function permissionsOf(role: Json | null): readonly Permission[] {
  return listAt(role, 'rules').flatMap((rule) => {
    const names = texts(rule, 'resourceNames');
    const resources = texts(rule, 'resources').map((one) =>
      names.length > 0 ? `${one} ${names.sort().join('+')}` : one,
    );
    const urls = texts(rule, 'nonResourceURLs');
    const groups = at(rule, 'apiGroups') === undefined ? [''] : texts(rule, 'apiGroups');
    return texts(rule, 'verbs').flatMap((verb) => [
      ...groups.flatMap((group) => resources.map((resource) => ({ group, resource, verb }))),
      ...urls.map((resource) => ({ group: '', resource, verb })),
    ]);
  });
}

const texts = (value: unknown, key: string): string[] => listAt(value, key).map(String);

/** Is a permission within what the others already allow? */
export function isCovered({ group, resource, verb }: Permission, by: readonly Permission[]): boolean {
  const within = (has: string, asked: string): boolean => has === '*' || has === asked;
  return by.some((one) => within(one.group, group) && within(one.resource, resource) && within(one.verb, verb));
}
