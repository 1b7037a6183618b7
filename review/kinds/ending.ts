import type { Change } from '../model';
import type { Kind, Replacement } from './kind';

/** What becomes of the old object of a replacement, and how to do without, as far as this plan tells. */
export function endingOf({ replacement, replacementOf }: Kind, change: Change): Replacement {
  const usual = { ...replacement, ...replacementOf?.(change) };
  return { ...usual, avoid: withoutForce(change, usual.avoid) };
}

/** Where no field forces it, the reason says what to do. */
function withoutForce({ reason, address, differences }: Change, usual: string): string {
  if (differences.some(({ forcesReplacement }) => forcesReplacement)) return usual;
  switch (reason) {
    case 'replace_because_tainted':
      return `Run \`terraform untaint ${address}\` when the object is sound: no field forces the replacement.`;
    case 'replace_by_request':
      return `Plan without \`-replace=${address}\`: no field forces the replacement.`;
    case 'replace_by_triggers':
      return 'Leave as it is what its replace_triggered_by names, or take that out: no field forces the replacement.';
    // Plans of Terraform 0.12 give neither a reason nor the fields.
    case undefined:
      return usual === ''
        ? usual
        : `${usual} Or, where no such field changes, run \`terraform untaint ${address}\` when the object is sound.`;
    default:
      return usual;
  }
}
