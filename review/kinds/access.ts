import { listAt, textAt } from '../kubernetes-object/value';
import type { Json } from '../model';
import { presence } from '../references/pod-references';
import type { Reference } from '../references/reference';
import type { Kind } from './kind';

/** Kinds that say who may do what, and who is asked. */

const gap = {
  old: 'While it is gone whoever needs it is refused.',
  avoid: 'Make the new object under a new name beside the old one, and delete that later.',
};

const toRole = (object: Json): readonly Reference[] =>
  presence(textAt(object, 'roleRef', 'kind') ?? 'Role', textAt(object, 'roleRef', 'name'), 'role', true);

const versioned = (name: string): readonly string[] => [`kubernetes_${name}_v1`, `kubernetes_${name}`];

export const role: Kind = { noun: 'Role', types: versioned('role'), replacedBy: [], replacement: gap };
export const clusterRole: Kind = {
  noun: 'ClusterRole',
  types: versioned('cluster_role'),
  replacedBy: [],
  replacement: gap,
};
export const roleBinding: Kind = {
  noun: 'RoleBinding',
  types: versioned('role_binding'),
  replacedBy: ['roleRef'],
  replacement: gap,
  references: toRole,
};
export const clusterRoleBinding: Kind = {
  noun: 'ClusterRoleBinding',
  types: versioned('cluster_role_binding'),
  replacedBy: ['roleRef'],
  replacement: gap,
  references: toRole,
};

export const serviceAccount: Kind = {
  noun: 'ServiceAccount',
  types: versioned('service_account'),
  replacedBy: [],
  replacement: {
    old: 'Tokens of running pods become invalid, and pods that start while it is gone are refused.',
    avoid: gap.avoid,
  },
  references: (object) =>
    listAt(object, 'imagePullSecrets').flatMap((one) =>
      presence('Secret', textAt(one, 'name'), 'image pull secret', true),
    ),
};

const webhook = (noun: string, name: string): Kind => ({
  noun,
  types: versioned(name),
  replacedBy: [],
  replacement: {
    old: 'While it is gone nothing is checked or changed on its way into the cluster.',
    avoid: 'Keep the name: everything else is updated in place.',
  },
});

export const validatingWebhook = webhook('ValidatingWebhookConfiguration', 'validating_webhook_configuration');
export const mutatingWebhook = webhook('MutatingWebhookConfiguration', 'mutating_webhook_configuration');
