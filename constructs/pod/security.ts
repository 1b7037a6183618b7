import type {
  DeploymentV1SpecTemplateSpecContainerSecurityContext,
  DeploymentV1SpecTemplateSpecSecurityContext,
} from '@cdktf/provider-kubernetes/lib/deployment-v1';

/**
 * What the "restricted" Pod Security Standard asks of a container, and a read-only root file system besides.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export const restrictedContainer: DeploymentV1SpecTemplateSpecContainerSecurityContext = {
  allowPrivilegeEscalation: false,
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
};

/** Numbers, not names: the kubelet cannot prove that a named user is not root. `fsGroup` makes volumes writable. */
export function restrictedPod(user: number): DeploymentV1SpecTemplateSpecSecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: String(user),
    runAsGroup: String(user),
    fsGroup: String(user),
    // Without it the kubelet walks through the whole volume at every start of a pod.
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}
