import fc from 'fast-check';
import type { Json } from '../../../review';
import { sameValue } from '../../../review/diff/equal';
import { share } from '../../../review/plan/share';

const parsed = (text: string): Json => JSON.parse(text) as Json;

/** Few keys and values, so that two of them are often equal in parts. */
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<Json>(null, '', 'web', 1, 0, true, false),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('name', 'image', 'spec', '__proto__'), tie('value'), { maxKeys: 3 }),
  ),
})).value;

test('what comes out is what came in, with nothing of before that after did not say', () => {
  fc.assert(
    fc.property(json, json, (one, other) => {
      const [before, after] = [JSON.stringify(one), JSON.stringify(other)];
      const kept = parsed(before);
      const shared = share(kept, parsed(after));
      expect(sameValue(shared.after, parsed(after))).toBe(true);
      if (shared.flips === 0) expect(shared.after).toEqual(parsed(after));
      expect(JSON.stringify(kept)).toBe(before);
    }),
    { numRuns: 2000 },
  );
});

test('equal parts are the very same, whatever the order of their keys, and differing ones are not', () => {
  const before = parsed(
    '{"spec":{"env":[{"name":"a","value":"1"}],"image":"web:1"},"metadata":{"name":"web","uid":"7"}}',
  );
  const after = parsed(
    '{"metadata":{"uid":"7","name":"web"},"spec":{"env":[{"name":"a","value":"1"}],"image":"web:2"}}',
  );
  const shared = share(before, after).after as typeof before & {
    readonly [key: string]: { readonly [key: string]: Json };
  };
  const original = before as typeof shared;
  expect(shared['metadata']).toBe(original['metadata']);
  expect(shared['spec']?.['env']).toBe(original['spec']?.['env']);
  expect(shared['spec']).not.toBe(original['spec']);
});

test('a key that only one side has keeps the sides apart', () => {
  for (const [before, after] of [
    ['{"a":{"b":1,"c":null}}', '{"a":{"b":1}}'],
    ['{"a":{"b":1}}', '{"a":{"b":1,"c":null}}'],
    ['{"a":[1]}', '{"a":[1,null]}'],
    ['{"a":[1,null]}', '{"a":[1]}'],
    ['{"a":[]}', '{"a":{}}'],
  ] as const)
    expect(JSON.stringify(share(parsed(before), parsed(after)).after)).toBe(after);
});

test('a field that says nothing on both sides is the same, and counted', () => {
  const [before, after] = ['{"a":[{"b":null,"c":null,"d":1}]}', '{"a":[{"b":"","c":{},"d":1}]}'].map(parsed) as [
    Json,
    Json,
  ];
  expect(share(before, after)).toEqual({ after: before, flips: 2, changesType: false });
});

test.each([
  ['a label', '{"labels":{"a":null}}', '{"labels":{"a":""}}'],
  ['a map with an empty label', '{"labels":null}', '{"labels":{"a":""}}'],
  ['an element of a list', '{"a":[null]}', '{"a":[""]}'],
  ['an empty block that opens a policy to everybody', '{"a":{"podSelector":null}}', '{"a":{"podSelector":{}}}'],
  ['an element of a list that has grown', '{"a":[{"b":null}]}', '{"a":[{"b":""},{"b":"c"}]}'],
])('%s is not taken for nothing', (_, before, after) => {
  const { after: shared, flips } = share(parsed(before), parsed(after));
  expect([JSON.stringify(shared), flips]).toEqual([after, 0]);
});

test('a plan that nests too deep for any walk is left as it is', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(() => share(parsed(deep), parsed(deep))).not.toThrow();
});
