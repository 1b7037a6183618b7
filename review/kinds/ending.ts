import type { Change } from '../model';
import type { Kind, Replacement } from './kind';

/** What becomes of the old object of a replacement, and how to do without, as far as this plan tells. */
export function endingOf({ replacement, replacementOf }: Kind, change: Change): Replacement {
  const avoid = withoutForce(change);
  return { ...replacement, ...replacementOf?.(change), ...(avoid === undefined ? {} : { avoid }) };
}

/** Where no field forces it, the reason says what to do. */
function withoutForce({ reason, address, differences }: Change): string | undefined {
  if (differences.some(({ forcesReplacement }) => forcesReplacement)) return undefined;
  switch (reason) {
    case 'replace_because_tainted':
      return `Run \`terraform untaint ${address}\` when the object is sound: no field forces the replacement.`;
    case 'replace_by_request':
      return `Plan without \`-replace=${address}\`: no field forces the replacement.`;
    case 'replace_by_triggers':
      return 'Leave as it is what its replace_triggered_by names, or take that out: no field forces the replacement.';
    default:
      return undefined;
  }
}
