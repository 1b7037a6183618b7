import { isWholeObject } from '../../diff/drift';
import type { Rule } from '../rule';

export const driftUndone: Rule = {
  id: 'drift-undone',
  severity: 'medium',
  on: 'change',
  what: 'A change made outside Terraform that this release sets back',
  why: 'Somebody, or an autoscaler, had a reason: an emergency fix or the pods that the load needs may be undone in passing.',
  remedy: 'Ask who did it and why; write it into the stack, or agree that it is undone.',
  *check({ stacks }) {
    for (const { drift } of stacks)
      for (const leaf of drift)
        if (leaf.outcome === 'undone')
          yield {
            at: leaf,
            subject: leaf.label,
            message: isWholeObject(leaf)
              ? `${leaf.address} was ${leaf.label}, and this release makes it again.`
              : `This release undoes a change of ${leaf.label} of ${leaf.address}${leaf.likelyOwner === undefined ? '' : `, probably made by ${leaf.likelyOwner}`}.`,
          };
  },
};
