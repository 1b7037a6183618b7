import type { Policy } from './policy';
import type { PolicyChange } from './policy-change';

export type { PolicyChange };

/** What a pull request does to the policy, for the finding `policy-changed`. It judges nothing itself. */
export function comparePolicies(judging: Policy, proposed: Policy): readonly PolicyChange[] {
  return [
    ...compareMaps('severities', judging.severities, proposed.severities),
    ...compareMaps('thresholds', { ...judging.thresholds }, { ...proposed.thresholds }),
    ...compareMaps('verdict', judging.verdict, proposed.verdict),
    ...compareMaps('providers', judging.providers, proposed.providers),
    ...compareLists('protected', judging.protected, proposed.protected, String),
    ...compareLists(
      'assumptions',
      judging.assumptions,
      proposed.assumptions,
      ({ workload, holds }) => `${workload} ${holds}`,
    ),
    ...compareLists('waivers', judging.waivers, proposed.waivers, ({ finding }) => finding),
    ...compareLists('rules', judging.rules, proposed.rules, ({ id }) => id),
  ];
}

/** When only the text of a TypeScript policy can be compared: running the proposed one would run its code. */
export const policyTextChanged: PolicyChange = {
  subject: 'file',
  message: 'The policy file changes.',
};

type Scalars = { readonly [key: string]: string | number };

function compareMaps(where: string, judging: Scalars, proposed: Scalars): readonly PolicyChange[] {
  return [...new Set([...Object.keys(judging), ...Object.keys(proposed)])]
    .filter((key) => judging[key] !== proposed[key])
    .map((key) => ({
      subject: `${where}.${key}`,
      message: `The policy changes ${where}.${key} from ${judging[key] ?? 'nothing'} to ${proposed[key] ?? 'nothing'}.`,
    }));
}

function compareLists<Item>(
  where: string,
  judging: readonly Item[],
  proposed: readonly Item[],
  nameOf: (item: Item) => string,
): readonly PolicyChange[] {
  const [before, after] = [judging, proposed].map(
    (items) => new Map(items.map((item) => [nameOf(item), JSON.stringify(item)])),
  );
  return [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])]
    .filter((name) => before?.get(name) !== after?.get(name))
    .map((name) => {
      const word = !before?.has(name) ? 'adds' : !after?.has(name) ? 'removes' : 'changes';
      return { subject: `${where} ${name}`, message: `The policy ${word} ${where} ${name}.` };
    });
}
