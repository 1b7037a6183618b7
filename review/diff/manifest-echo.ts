import type { Difference, Path } from '../model';

/**
 * A `kubernetes_manifest` holds every wish twice: in `manifest`, as it was written, and in `object`, as the API server
 * would keep it. Source: the provider's schema of the resource. What `object` repeats is no second change, and what it does
 * not know yet is filled in by the API server. A difference of `object` alone stays: the cluster has something else.
 */
export function withoutEchoes(type: string, differences: Difference[]): { kept: Difference[]; echoes: number } {
  if (type !== 'kubernetes_manifest') return { kept: differences, echoes: 0 };
  const wished = new Set(differences.filter(({ path }) => path[0] === 'manifest').map(placeOf));
  const kept = differences.filter((difference) => {
    if (difference.path[0] !== 'object') return true;
    return difference.after.kind !== 'unknown' && !isRepeated(difference.path, wished);
  });
  return { kept, echoes: differences.length - kept.length };
}

const placeOf = ({ path }: { readonly path: Path }): string => JSON.stringify(path.slice(1));

/** The same place of `manifest` differs, or a place around it. */
function isRepeated(path: Path, wished: ReadonlySet<string>): boolean {
  return path.some((_, length) => wished.has(JSON.stringify(path.slice(1, length + 1))));
}
