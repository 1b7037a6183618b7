import { isManifest } from '../../kubernetes-object/types';
import type { Rule } from '../rule';
import { listed } from '../words';

export const claimTemplateIgnored: Rule = {
  id: 'claim-template-ignored',
  severity: 'high',
  on: 'change',
  what: 'A volume claim template of a StatefulSet that changes in place',
  why: 'Kubernetes refuses to change it, so the provider does not even send it: no volume grows, and the next plan says "No changes".',
  remedy: 'Grow the claims themselves where the storage class allows it, and leave the template as it is.',
  source: 'hashicorp/kubernetes: patchStatefulSetSpec sends replicas, template and update strategy only',
  *check(release) {
    for (const change of release.changes) {
      const thing = release.thingOf(change);
      if (thing?.kind !== 'StatefulSet' || change.action !== 'update') continue;
      const ignored = change.differences.filter(({ path }) => path.some((step) => claimTemplates.has(String(step))));
      if (ignored.length > 0)
        yield {
          at: change,
          message: `${thing.title} changes ${listed(ignored.map(({ label }) => label))}, and ${
            isManifest(change.type) ? 'Kubernetes refuses the whole update' : 'nothing will come of it'
          }.`,
        };
    }
  },
};

const claimTemplates: ReadonlySet<string> = new Set(['volume_claim_template', 'volumeClaimTemplates']);
