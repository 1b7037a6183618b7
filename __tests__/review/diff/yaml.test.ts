import { yamlDocuments } from '../../../review/diff/yaml';

const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('');

/** Of processor time: the clock also runs while other processes have the processor. The least of three. */
function milliseconds(text: string): number {
  const times = [1, 2, 3].map(() => {
    const started = process.cpuUsage();
    yamlDocuments(text);
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

it.each<[string, (count: number) => string]>([
  ['keys of a map', (count) => `data:\n${lines(count, (at) => `  k${at}: "value ${at}"\n`)}`],
  ['keys of a map on one line', (count) => `data: {${lines(count, (at) => `k${at}: ${at}, `)}}\n`],
  ['anchors and aliases', (count) => `${lines(count, (at) => `- &a${at} x\n`)}${lines(count, (at) => `- *a${at}\n`)}`],
])('takes its time in proportion: %s', (_, textOf) => {
  milliseconds(textOf(2000));
  expect(milliseconds(textOf(16_000)) / milliseconds(textOf(2000))).toBeLessThan(24);
});

it('takes its time where many aliases stand in many anchors', () => {
  const nested = `- &z z\n- ${lines(50, (at) => `&a${at} [`)}${'*z, '.repeat(49)}${']'.repeat(50)}\n`;
  const text = (length: number): string => `${nested}${lines(49, (at) => `- *a${at}\n`)}${'- x\n'.repeat(length)}`;
  expect(milliseconds(text(20_000)) / milliseconds(`${'- x\n'.repeat(20_000)}`)).toBeLessThan(5);
});

it.each([
  ['a key twice', 'a: 1\n"a": 2\n'],
  ['a key twice as JavaScript has it', '1: a\n"1": b\n'],
  ['a key twice inside', 'x: {a: 1, b: 2, a: 3}\n'],
  ['a key that is no scalar', '? [a]\n: 1\n'],
  ['a map inside of itself', 'a: &a {b: *a}\n'],
  ['a list inside of itself', 'a: &a [[*a]]\n'],
  ['an alias of nothing', 'a: *b\n'],
  ['what is too deep', `${'['.repeat(300)}${']'.repeat(300)}\n`],
  [
    'what an alias makes too deep',
    `- &a ${'['.repeat(150)}${']'.repeat(150)}\n- ${'['.repeat(100)}*a${']'.repeat(100)}\n`,
  ],
  ['much that is repeated', `- &a [${'x, '.repeat(1000)}]\n${'- *a\n'.repeat(50)}`],
  ['too many anchors', lines(101, (at) => `- &a${at} x\n`)],
  ['too many aliases', `- &a x\n${'- *a\n'.repeat(101)}`],
])('does not read %s', (_, text) => {
  expect(yamlDocuments(text)).toBeUndefined();
});

it('reads anchors, of which the last before an alias counts', () => {
  const text = 'a: &x {b: 1}\nc: *x\nd: &x {e: &x [2], f: *x}\n---\n# none\n---\n- g\n';
  expect(yamlDocuments(text)).toEqual([{ a: { b: 1 }, c: { b: 1 }, d: { e: [2], f: [2] } }, null, ['g']]);
});

it.each<[string, string, unknown]>([
  ['one map', 'a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\n', { x: 1, y: 3 }],
  [
    'a list, of which the first goes before',
    'a: &a {x: 1}\nc: &c {x: 2, y: 2}\nb: {<<: [*a, *c], z: 3}\n',
    { x: 1, y: 2, z: 3 },
  ],
  ['a text of that name', 'b: {"<<": x}\n', { '<<': 'x' }],
])('reads what << merges as Go does: %s', (_, text, merged) => {
  expect(yamlDocuments(text)).toEqual([expect.objectContaining({ b: merged })]);
});

it('does not read what << cannot merge', () => {
  expect(yamlDocuments('b: {<<: x}\n')).toBeUndefined();
});
