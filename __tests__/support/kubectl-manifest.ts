import type { Values } from './plan-builder';

/** Values of a kubectl_manifest: what the provider takes from the text stands beside it. */
export const kubectlManifest = (yaml: string, more: Values = {}): Values => ({
  yaml_body: yaml,
  yaml_body_parsed: yaml,
  yaml_incluster: 'a fingerprint',
  live_manifest_incluster: 'a fingerprint',
  ...more,
});

export const deploymentYaml = ({ replicas = 3, image = 'web:1', namespace = 'shop', more = '' } = {}): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: ${namespace}
spec:
  replicas: ${replicas}${more}
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: ${image}
`;
