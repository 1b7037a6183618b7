/** Labels that select the pods of a workload. Never a version or hash: selectors cannot be changed without a replacement. */
export function selectorOf(name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name };
}

/** Labels of every object: what it belongs to and who manages it. */
export function labelsOf(name: string): Record<string, string> {
  return { ...selectorOf(name), 'app.kubernetes.io/managed-by': 'terraform' };
}
