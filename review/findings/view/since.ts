/** Did the change bring it, or was it so before? Undefined when it is not so after the change. */
export function since(wasSo: boolean, isSo: boolean): 'change' | 'state' | undefined {
  if (!isSo) return undefined;
  return wasSo ? 'state' : 'change';
}
