import type { Rule } from '../rule';

export const providerVersionChanged: Rule = {
  id: 'provider-version-changed',
  severity: 'medium',
  on: 'change',
  what: 'A provider in another version than the policy names, or in different versions within one release',
  why: 'Another version can plan, default and replace differently: the same stacks then do something else.',
  remedy: 'Change provider versions in a release of their own, and the policy with them.',
  source: 'developer.hashicorp.com/terraform: Provider Requirements',
  *check({ stacks, policy }) {
    const first = new Map<string, { stack: string; constraint: string }>();
    for (const { stack, plan } of stacks)
      for (const { source, versionConstraint } of plan.providers) {
        const constraint = normal(versionConstraint);
        if (constraint === undefined) continue;
        const expected = allowedBy(policy.providers[source] ?? policy.providers[short(source)]);
        const other = first.get(source);
        const at = { stack, address: '' };
        if (expected.length > 0 && !expected.includes(constraint))
          yield {
            at,
            subject: source,
            message: `${stack} uses ${short(source)} ${constraint}, the policy says ${expected.join(' or ')}.`,
          };
        else if (other !== undefined && other.constraint !== constraint)
          yield {
            at,
            subject: source,
            message: `${stack} uses ${short(source)} ${constraint}, but ${other.stack} uses ${other.constraint}.`,
          };
        first.set(source, other ?? { stack, constraint });
      }
  },
};

/** The constraints that a policy allows, `||` between them; none where it says nothing. */
const allowedBy = (text: string | undefined): readonly string[] =>
  (text ?? '').split('||').flatMap((part) => normal(part) ?? []);

/** `= 2.38.0` and `2.38.0` are one constraint. */
const normal = (constraint: string | undefined): string | undefined =>
  constraint?.replace(/^=\s*/, '').trim() || undefined;

const short = (source: string): string => source.replace(/^registry\.(terraform|opentofu)\.\w+\//, '');
