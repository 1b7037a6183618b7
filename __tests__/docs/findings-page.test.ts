import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findingsPage } from '../../review/findings/reference';
import { conditions } from '../../review/findings/conditions';
import { ruleNames, rules } from '../../review/findings/rules';

const docs = join(__dirname, '../../docs');

it('docs/findings.md says what the rules say; run npm run docs:findings', () => {
  expect(readFileSync(join(docs, 'findings.md'), 'utf8')).toBe(findingsPage());
});

it('has a line and a section for each rule, waivers included', () => {
  const page = findingsPage();
  for (const id of ruleNames()) {
    expect(page).toContain(`| [\`${id}\`](#${id}) |`);
    expect(page).toContain(`\n## ${id}\n`);
  }
});

it.each(rules)('$id is worded as the page needs it', ({ what, why, remedy, limits = '' }) => {
  expect(what).not.toMatch(/\.$/);
  for (const sentence of [why, remedy]) expect(sentence).toMatch(/^[A-Z`].*\.$/);
  expect(limits).toMatch(/^([A-Z`].*\.)?$/);
  expect(`${what}${why}${remedy}`).not.toMatch(/\n/);
});

it('docs/how-to/policy.md names every condition in order', () => {
  const page = readFileSync(join(docs, 'how-to/policy.md'), 'utf8').replace(/\s+/g, ' ');
  expect(page).toContain(conditions.map((condition) => `\`${condition}\``).join(', '));
});
