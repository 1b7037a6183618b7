import { isUnknown } from '../../kubernetes-object/unknown';
import { at, isUnknownAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { isObject } from '../../plan/json';

/** Annotations that tell no controller how to handle requests; what ExternalDNS makes of its own is judged by itself. */
const silent =
  /^(kubectl\.kubernetes\.io|meta\.helm\.sh|helm\.sh|external-dns\.alpha\.kubernetes\.io|cert-manager\.io|app\.kubernetes\.io|argocd\.argoproj\.io|prometheus\.io)\//;

/** May a controller read something else in the annotations from now on? What is known only after apply may say anything. */
export function tellsOtherwise(before: Json | null, after: Json | null): boolean {
  if (isUnknownAt(after, 'metadata', 'annotations')) return true;
  const [was, is] = [telling(before), telling(after)];
  return is.some(([, value]) => isUnknown(value)) || JSON.stringify(was) !== JSON.stringify(is);
}

function telling(side: Json | null): readonly (readonly [string, Json])[] {
  const found = at(side, 'metadata', 'annotations');
  return Object.entries(isObject(found) ? found : {})
    .filter(([key]) => !silent.test(key))
    .sort();
}
