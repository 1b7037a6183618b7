import type { Json } from '../../model';
import type { Rule } from '../rule';
import { enforcedLevel } from '../../forecast/completes/pod-security';

const levels = ['privileged', 'baseline', 'restricted'];

export const podSecurityLowered: Rule = {
  id: 'pod-security-lowered',
  severity: 'high',
  on: 'change',
  what: 'A namespace that enforces a lower Pod Security level than before',
  why: 'Pods that could take their node over are admitted again.',
  remedy: 'Keep the level, and give the one pod that needs more a namespace of its own.',
  source: 'kubernetes.io/docs: Pod Security Admission',
  *check({ things }) {
    for (const thing of things) {
      if (thing.kind !== 'Namespace' || thing.before === null || thing.after === null) continue;
      const [was, is] = [levelOf(thing.before), levelOf(thing.after)];
      if (is < was)
        yield { at: thing, message: `${thing.title} enforces Pod Security ${levels[is]} instead of ${levels[was]}.` };
    }
  },
};

const levelOf = (namespace: Json | null): number => Math.max(0, levels.indexOf(enforcedLevel(namespace)));
