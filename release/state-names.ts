/** How Terraform's kubernetes backend names what it keeps for a stack (source: its client.go, `createSecretName`, `createLeaseName`). */
export const stateSecretOf = (suffix: string): string => `tfstate-default-${suffix}`;
export const stateLeaseOf = (suffix: string): string => `lock-${stateSecretOf(suffix)}`;
