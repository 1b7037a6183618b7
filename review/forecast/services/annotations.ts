import { isUnknown } from '../../kubernetes-object/unknown';
import { at, isUnknownAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { isObject } from '../../plan/json';

/** Annotations that tell no controller how to handle requests; what ExternalDNS makes of its own is judged by itself. */
const silent =
  /^(kubectl\.kubernetes\.io|meta\.helm\.sh|helm\.sh|external-dns\.alpha\.kubernetes\.io|cert-manager\.io|app\.kubernetes\.io|argocd\.argoproj\.io|prometheus\.io)\//;

/** Keys without a prefix are private to users. Source: Kubernetes documentation, Annotations, Syntax and character set. */
const isSilent = (key: string): boolean => silent.test(key) || !key.includes('/');

/** May a controller read something else in the annotations from now on? What is known only after apply may say anything. */
export const tellsOtherwise = (before: Json | null, after: Json | null): boolean =>
  isUnknownAt(after, 'metadata', 'annotations') ||
  tellOtherwise(at(before, 'metadata', 'annotations'), at(after, 'metadata', 'annotations'));

/** The same of the annotations themselves. */
export function tellOtherwise(before: Json | undefined, after: Json | undefined): boolean {
  if (isUnknown(after)) return true;
  const [was, is] = [telling(before), telling(after)];
  return is.some(([, value]) => isUnknown(value)) || JSON.stringify(was) !== JSON.stringify(is);
}

const telling = (annotations: Json | undefined): readonly (readonly [string, Json])[] =>
  Object.entries(isObject(annotations) ? annotations : {})
    .filter(([key]) => !isSilent(key))
    .sort();
