import { NetworkPolicyV1, type NetworkPolicyV1Spec } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import { Construct } from 'constructs';
import { labelsOf, selectorOf } from '../constructs/pod/labels';
import { databaseName, databasePort, migrationName, webName, webPort } from './names';

/** Who may talk to whom in the application's namespace; everything else is refused. */
export class NetworkPolicies extends Construct {
  constructor(scope: Construct, id: string, { namespace }: { readonly namespace: string }) {
    super(scope, id);
    const policy = (name: string, spec: NetworkPolicyV1Spec): NetworkPolicyV1 =>
      new NetworkPolicyV1(this, name, { metadata: { name, namespace, labels: labelsOf(name) }, spec });
    const clients = [webName, migrationName].map((name) => ({ podSelector: { matchLabels: selectorOf(name) } }));
    const database = [{ port: String(databasePort), protocol: 'TCP' }];

    policy('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    policy('allow-dns', {
      podSelector: {},
      policyTypes: ['Egress'],
      // To any address: caches on the nodes answer outside every namespace.
      egress: [{ ports: ['UDP', 'TCP'].map((protocol) => ({ port: '53', protocol })) }],
    });
    policy('web-from-everywhere', {
      podSelector: { matchLabels: selectorOf(webName) },
      policyTypes: ['Ingress'],
      ingress: [{ ports: [{ port: String(webPort), protocol: 'TCP' }] }],
    });
    policy('database-from-clients', {
      podSelector: { matchLabels: selectorOf(databaseName) },
      policyTypes: ['Ingress'],
      ingress: [{ from: clients, ports: database }],
    });
    policy('clients-to-database', {
      podSelector: {
        matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: [webName, migrationName] }],
      },
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: { matchLabels: selectorOf(databaseName) } }], ports: database }],
    });
  }
}
