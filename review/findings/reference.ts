import type { Rule } from './rule';
import { rules } from './rules';
import { waiverRules } from './waivers';

/** The page docs/findings.md, made from the rules themselves: `npm run docs:findings` writes it, a test compares it. */
export function findingsPage(): string {
  return [
    '# Findings',
    '',
    '<!-- Made by `npm run docs:findings` from review/findings/rules; edit the rules, not this page. -->',
    '',
    `The review knows ${rules.length} rules. They are listed in the order of every report: what users lose first comes first.`,
    'A rule on *change* fires only on what the release under review changes. A rule on *either* also finds what was so',
    'before; that is shown after the changes, and never raises the verdict.',
    '',
    'Severities, thresholds and waivers are set in `plimsoll.config.*`, see [the policy](how-to/policy.md).',
    '',
    '| rule | severity | on | finds |',
    '|---|---|---|---|',
    ...rules.map(({ id, severity, on, what }) => `| [\`${id}\`](#${id}) | ${severity} | ${on} | ${cell(what)} |`),
    ...Object.entries(waiverRules).map(
      ([id, { severity, what }]) => `| [\`${id}\`](#${id}) | ${severity} | state | ${cell(what)} |`,
    ),
    '',
    ...rules.flatMap(sectionOf),
    ...Object.entries(waiverRules).flatMap(([id, { severity, ...texts }]) =>
      section(id, `${severity}, on state`, texts),
    ),
  ].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

const sectionOf = ({ id, severity, on, ...texts }: Rule): readonly string[] =>
  section(id, `${severity}, on ${on}`, texts);

const section = (
  id: string,
  heading: string,
  { what, why, remedy, limits, source }: Pick<Rule, 'what' | 'why' | 'remedy' | 'limits' | 'source'>,
): readonly string[] => [
  `## ${id}`,
  '',
  `*${heading}.* ${what}.`,
  '',
  `- **Why it hurts:** ${why}`,
  `- **What to do:** ${remedy}`,
  ...(limits === undefined ? [] : [`- **What it cannot see:** ${limits}`]),
  ...(source === undefined ? [] : [`- **Source:** ${source}`]),
  '',
];
