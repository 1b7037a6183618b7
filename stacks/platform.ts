import { LimitRangeV1 } from '@cdktf/provider-kubernetes/lib/limit-range-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { TerraformStack } from 'cdktf/lib/terraform-stack';
import type { Construct } from 'constructs';
import { NamespaceQuota, podsWhileRolling } from '../constructs/namespace-quota';
import { labelsOf } from '../constructs/pod/labels';
import type { Environment } from '../environments/select';
import { connectToCluster, keepState, type Connections } from './connections';
import { databaseName, migrationName, webName } from './names';
import { NetworkPolicies } from './network-policies';

/** Pods of the migration and its tries, and of somebody's `kubectl run`, each of the web's size. */
const otherPods = 3;

/** What the namespace allows and who runs in it. The namespace itself is made by `bootstrap`. */
export class PlatformStack extends TerraformStack {
  readonly quota: NamespaceQuota;
  readonly limits: LimitRangeV1;
  readonly policies: NetworkPolicies;
  readonly serviceAccounts: readonly ServiceAccountV1[];

  constructor(scope: Construct, id: string, environment: Environment, connections: Connections) {
    super(scope, id);
    keepState(this, environment, connections);
    connectToCluster(this, environment, connections);
    const { namespaces, web, database } = environment.settings;
    const namespace = namespaces.application;
    const named = (name: string) => ({ name, namespace, labels: labelsOf(name) });

    this.quota = new NamespaceQuota(this, 'quota', {
      namespace,
      room: [
        { pods: podsWhileRolling(web.replicas) + otherPods, cpu: web.cpu, memory: web.memory },
        // Two, should the node of the first one be lost.
        { pods: 2, cpu: database.cpu, memory: database.memory },
      ],
      claims: 2,
    });
    this.limits = new LimitRangeV1(this, 'limits', {
      metadata: named('application'),
      spec: {
        // For pods that say nothing themselves, for instance of `kubectl run`: the quota would refuse them otherwise.
        limit: [{ type: 'Container', default: { memory: '128Mi' }, defaultRequest: { cpu: '50m', memory: '128Mi' } }],
      },
    });
    this.serviceAccounts = [webName, migrationName, databaseName].map(
      (name) =>
        new ServiceAccountV1(this, `${name}-account`, { metadata: named(name), automountServiceAccountToken: false }),
    );
    this.policies = new NetworkPolicies(this, 'network', { namespace });
  }
}
