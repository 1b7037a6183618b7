import fc from 'fast-check';
import type { Json } from '../../../review';
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
      expect(share(kept, parsed(after))).toEqual(parsed(after));
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
  const shared = share(before, after) as typeof before & { readonly [key: string]: { readonly [key: string]: Json } };
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
    expect(JSON.stringify(share(parsed(before), parsed(after)))).toBe(after);
});

test('a plan that nests too deep for any walk is left as it is', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(() => share(parsed(deep), parsed(deep))).not.toThrow();
});
