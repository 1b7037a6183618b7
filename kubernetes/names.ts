/** Kubernetes' own rules for names: RFC 1123 and RFC 1035 labels. */
const dns1123Label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const dns1035Label = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Names of namespaces, pods, StatefulSets, containers. */
export function isDns1123Label(text: string): boolean {
  return dns1123Label.test(text);
}

/** Names of Services: DNS labels that begin with a letter. */
export function isDns1035Label(text: string): boolean {
  return dns1035Label.test(text);
}
