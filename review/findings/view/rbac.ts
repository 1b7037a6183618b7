import type { Json } from '../../model';
import { at, listAt, textAt } from '../../kubernetes-object/value';

/** What one rule of a role allows: each verb on each resource (or each non-resource URL) of each group. */
export interface Grant {
  readonly groups: ReadonlySet<string>;
  readonly resources: ReadonlySet<string>;
  readonly verbs: ReadonlySet<string>;
  /** Names narrow: resources with them are other resources. Empty where the rule has none. */
  readonly names: string;
}

export const isRole = (kind: string): boolean => kind === 'Role' || kind === 'ClusterRole';
export const isBinding = (kind: string): boolean => kind === 'RoleBinding' || kind === 'ClusterRoleBinding';

/** What a role allows, rule by rule. Multiplied out, a page of rules is millions of permissions. */
export function grantsOf(role: Json | null): readonly Grant[] {
  return listAt(role, 'rules')
    .flatMap((rule): readonly Grant[] => {
      const verbs = texts(rule, 'verbs');
      const groups = at(rule, 'apiGroups') === undefined ? new Set(['']) : texts(rule, 'apiGroups');
      const names = [...texts(rule, 'resourceNames')].sort().join('+');
      return [
        { groups, resources: texts(rule, 'resources'), verbs, names },
        { groups: new Set(['']), resources: texts(rule, 'nonResourceURLs'), verbs, names: '' },
      ];
    })
    .filter(({ groups, resources, verbs }) => groups.size > 0 && resources.size > 0 && verbs.size > 0);
}

/**
 * Roles of the cluster that take up the rules of this one. Source: ClusterRoleAggregation of `pkg/controller`, and the labels
 * of admin, edit and view in `plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go`.
 */
export const aggregatesTo = (kind: string, role: Json | null): readonly string[] =>
  kind !== 'ClusterRole'
    ? []
    : Object.entries(at(role, 'metadata', 'labels') ?? {}).flatMap(([label, value]) =>
        value === 'true' && label.startsWith(aggregation) ? [label.slice(aggregation.length)] : [],
      );

export const newIn = (before: readonly string[], after: readonly string[]): readonly string[] =>
  after.filter((one) => !before.includes(one));

const aggregation = 'rbac.authorization.k8s.io/aggregate-to-';

const texts = (value: unknown, key: string): ReadonlySet<string> => new Set(listAt(value, key).map(String));

/** Users and groups stand in no namespace, whatever the provider fills in. */
const namespaceOf = (subject: Json): string | undefined =>
  textAt(subject, 'kind') === 'ServiceAccount' ? textAt(subject, 'namespace') : undefined;

/** Who has the role of a binding. */
export const subjectsOf = (binding: Json | null): ReadonlySet<string> =>
  new Set(
    listAt(binding, 'subjects').map((subject) =>
      [textAt(subject, 'kind') ?? '', namespaceOf(subject), textAt(subject, 'name') ?? '']
        .filter((part) => part !== undefined)
        .join(' '),
    ),
  );
