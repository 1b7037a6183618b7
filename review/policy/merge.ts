import { defaultPolicy } from './defaults';
import type { Policy, PolicyFile } from './policy';

/** A checked policy file over the defaults: maps key by key, lists as a whole. */
export function mergePolicy(file: PolicyFile): Policy {
  return {
    severities: { ...defaultPolicy.severities, ...file.severities },
    thresholds: { ...defaultPolicy.thresholds, ...file.thresholds },
    verdict: { ...defaultPolicy.verdict, ...file.verdict },
    protected: file.protected ?? defaultPolicy.protected,
    assumptions: file.assumptions ?? defaultPolicy.assumptions,
    providers: { ...defaultPolicy.providers, ...file.providers },
    waivers: file.waivers ?? defaultPolicy.waivers,
    rules: file.rules ?? defaultPolicy.rules,
  };
}
