import type { Json } from '../../model';
import { effect, type Effect } from '../effect';
import { labelsAt } from '../world';

/** Annotations from which ExternalDNS makes the names that users resolve. Source: kubernetes-sigs/external-dns, annotations. */
const keys = ['hostname', 'internal-hostname', 'target'].map((key) => `external-dns.alpha.kubernetes.io/${key}`);

export function dnsEffects(title: string, before: Json | null, after: Json | null): readonly Effect[] {
  const [was, is] = [labelsAt(before, 'metadata', 'annotations'), labelsAt(after, 'metadata', 'annotations')];
  return keys.flatMap((key) => {
    const names = (value: string | undefined): readonly string[] => (value ?? '').split(/[\s,]+/).filter(Boolean);
    const gone = names(was[key]).filter((name) => !names(is[key]).includes(name));
    if (gone.length === 0) return [];
    const text = `${title}: ExternalDNS no longer publishes ${gone.join(', ')}; whether that name or address goes, and who uses it, is not in the plan.`;
    return [effect('unknown', text, [`${title} > annotation ${key}`])];
  });
}
