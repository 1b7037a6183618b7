import type { PolicyFile } from '../../../review';
import { approvedRegistries } from './approved-registries';

/** An example with every field. Copy it to the top of your repository; all fields may be left out. */
export default {
  severities: { 'replicas-to-one': 'high', 'memory-limit-missing': 'off' },
  thresholds: { rollingWorkloads: 5, changedObjects: 50, resourceCut: 0.5, waiverDays: 90 },
  verdict: { 'errors-possible': 'needs-approval', forget: 'needs-approval' },
  protected: ['production-*.kubernetes_persistent_volume_claim_v1.*', 'aws_db_instance'],
  assumptions: [
    { workload: 'shop/worker', holds: 'no-traffic', because: 'it takes its work from a queue' },
    { workload: 'shop/web', holds: 'drains-itself', because: 'it answers open requests after SIGTERM' },
  ],
  providers: { 'hashicorp/kubernetes': '2.38.0' },
  waivers: [
    {
      finding: 'readiness-probe-removed/shop-web.kubernetes_deployment_v1.web/nginx',
      owner: 'web team',
      reason: 'the probe moves to the sidecar, which answers users',
      until: '2027-03-31',
    },
  ],
  rules: [approvedRegistries(['registry.example'])],
} satisfies PolicyFile;
