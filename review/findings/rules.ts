import type { Rule } from './rule';
import { actionInvoked } from './rules/action-invoked';
import { adminBound } from './rules/admin-bound';
import { autoscalerFightsReplicas } from './rules/autoscaler-fights-replicas';
import { baseImageUnpinned } from './rules/base-image-unpinned';
import { bindingWidened } from './rules/binding-widened';
import { capabilitiesAdded } from './rules/capabilities-added';
import { capabilitiesKept } from './rules/capabilities-kept';
import { claimTemplateIgnored } from './rules/claim-template-ignored';
import { claimsDeletedWithSet } from './rules/claims-deleted-with-set';
import { configurationNotRolledOut } from './rules/configuration-not-rolled-out';
import { cronJobStopped } from './rules/cron-job-stopped';
import { danglingReference } from './rules/dangling-reference';
import { effectUnseen } from './rules/effect-unseen';
import { dataDestroyed } from './rules/data-destroyed';
import { definitionDeleted } from './rules/definition-deleted';
import { disruptionBudgetBlocksDrains } from './rules/disruption-budget-blocks-drains';
import { disruptionBudgetRemoved } from './rules/disruption-budget-removed';
import { drainRemoved } from './rules/drain-removed';
import { driftUndone } from './rules/drift-undone';
import { exposureWidened } from './rules/exposure-widened';
import { hostNamespaces } from './rules/host-namespaces';
import { hostPath } from './rules/host-path';
import { hostPort } from './rules/host-port';
import { imageAndSchemaTogether } from './rules/image-and-schema-together';
import { imageDowngraded } from './rules/image-downgraded';
import { imageRegistryChanged } from './rules/image-registry-changed';
import { imageRetagged } from './rules/image-retagged';
import { imageUnknown } from './rules/image-unknown';
import { imageUnpinned } from './rules/image-unpinned';
import { immutableField } from './rules/immutable-field';
import { limitsCut } from './rules/limits-cut';
import { limitsRemoved } from './rules/limits-removed';
import { livenessProbeRemoved } from './rules/liveness-probe-removed';
import { maxUnavailableRaised } from './rules/max-unavailable-raised';
import { memoryLimitBelowRequest } from './rules/memory-limit-below-request';
import { memoryLimitMissing } from './rules/memory-limit-missing';
import { namespaceDeleted } from './rules/namespace-deleted';
import { networkPolicyRemoved } from './rules/network-policy-removed';
import { networkPolicyWidened } from './rules/network-policy-widened';
import { permissionRemoved } from './rules/permission-removed';
import { podSecurityLowered } from './rules/pod-security-lowered';
import { nodeEvictsPods } from './rules/node-evicts-pods';
import { policyChanged } from './rules/policy-changed';
import { preventDestroyRemoved } from './rules/prevent-destroy-removed';
import { privilegeEscalation } from './rules/privilege-escalation';
import { privileged } from './rules/privileged';
import { probeLoosened } from './rules/probe-loosened';
import { protectedResource } from './rules/protected-resource';
import { providerVersionChanged } from './rules/provider-version-changed';
import { rbacWidened } from './rules/rbac-widened';
import { rbacWildcard } from './rules/rbac-wildcard';
import { readinessProbeMissing } from './rules/readiness-probe-missing';
import { readinessProbeRemoved } from './rules/readiness-probe-removed';
import { reclaimPolicyDelete } from './rules/reclaim-policy-delete';
import { registryImageDeleted } from './rules/registry-image-deleted';
import { replicasToOne } from './rules/replicas-to-one';
import { replicasToZero } from './rules/replicas-to-zero';
import { rolloutBlocked } from './rules/rollout-blocked';
import { rolloutUncertain } from './rules/rollout-uncertain';
import { rootFilesystemWritable } from './rules/root-filesystem-writable';
import { runsAsRoot } from './rules/runs-as-root';
import { secretInClear } from './rules/secret-in-clear';
import { secretUnmarked } from './rules/secret-unmarked';
import { serviceAddressLost } from './rules/service-address-lost';
import { startupProbeRemoved } from './rules/startup-probe-removed';
import { statefulReplaced } from './rules/stateful-replaced';
import { strategyToRecreate } from './rules/strategy-to-recreate';
import { tlsRemoved } from './rules/tls-removed';
import { tooManyChanges } from './rules/too-many-changes';
import { volumeOrphaned } from './rules/volume-orphaned';
import { volumeSwapped } from './rules/volume-swapped';
import { webhookFailsClosed } from './rules/webhook-fails-closed';
import { waiverRules } from './waivers';

/** Every rule, in the order of every report: what users lose first, then what protects them, then the rest. */
export const rules: readonly Rule[] = [
  // Gone for good.
  dataDestroyed,
  claimsDeletedWithSet,
  volumeSwapped,
  namespaceDeleted,
  definitionDeleted,
  protectedResource,
  preventDestroyRemoved,
  // What users lose now.
  statefulReplaced,
  serviceAddressLost,
  danglingReference,
  effectUnseen,
  replicasToZero,
  nodeEvictsPods,
  rolloutBlocked,
  rolloutUncertain,
  cronJobStopped,
  strategyToRecreate,
  // What protects users while pods come and go.
  readinessProbeRemoved,
  drainRemoved,
  maxUnavailableRaised,
  replicasToOne,
  readinessProbeMissing,
  probeLoosened,
  livenessProbeRemoved,
  startupProbeRemoved,
  disruptionBudgetRemoved,
  disruptionBudgetBlocksDrains,
  autoscalerFightsReplicas,
  // What runs.
  imageUnknown,
  imageRetagged,
  registryImageDeleted,
  imageDowngraded,
  imageRegistryChanged,
  imageAndSchemaTogether,
  imageUnpinned,
  baseImageUnpinned,
  // Who may do what.
  adminBound,
  privileged,
  hostNamespaces,
  hostPath,
  rbacWildcard,
  rbacWidened,
  bindingWidened,
  exposureWidened,
  tlsRemoved,
  networkPolicyRemoved,
  networkPolicyWidened,
  permissionRemoved,
  podSecurityLowered,
  secretInClear,
  secretUnmarked,
  capabilitiesAdded,
  capabilitiesKept,
  privilegeEscalation,
  runsAsRoot,
  rootFilesystemWritable,
  hostPort,
  webhookFailsClosed,
  // Room.
  memoryLimitBelowRequest,
  limitsRemoved,
  limitsCut,
  memoryLimitMissing,
  // What stays behind, and the release itself.
  reclaimPolicyDelete,
  volumeOrphaned,
  immutableField,
  claimTemplateIgnored,
  configurationNotRolledOut,
  driftUndone,
  policyChanged,
  providerVersionChanged,
  actionInvoked,
  tooManyChanges,
];

/** Every id that a severity or a waiver may name. */
export const ruleNames = (): readonly string[] => [...rules.map(({ id }) => id), ...Object.keys(waiverRules)];
