import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const document = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'forecast.md'), 'utf8');
const rules = [...document.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map((match) => match[1] as string);
const titles = readdirSync(__dirname)
  .filter((file) => file.endsWith('.test.ts') && file !== 'specification.test.ts')
  .flatMap((file) => [...readFileSync(join(__dirname, file), 'utf8').matchAll(/(?:it\(|\]\)\()'((?:[A-Z]\d+ )+)/g)])
  .flatMap((match) => (match[1] as string).trim().split(' '));

it('has rules, each once', () => {
  expect(rules.length).toBeGreaterThan(40);
  expect(new Set(rules).size).toBe(rules.length);
});

it.each(rules)('%s has a test of its name', (rule) => expect(titles).toContain(rule));

it('no test names a rule that is not written down', () =>
  expect(titles.filter((title) => !rules.includes(title))).toEqual([]));
