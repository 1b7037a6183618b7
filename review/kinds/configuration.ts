/** What pods read as files or as their environment. */
export const isConfiguration = (kind: string): kind is 'ConfigMap' | 'Secret' =>
  kind === 'ConfigMap' || kind === 'Secret';
