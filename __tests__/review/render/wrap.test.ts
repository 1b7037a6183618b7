import fc from 'fast-check';
import wrapAnsi from 'wrap-ansi';
import { wrapped, wrappedDifference } from '../../../review/render/wrap';

test('plain words are broken where the library breaks them, and so is everything else', () => {
  const word = fc.oneof(
    { weight: 20, arbitrary: fc.string({ minLength: 1, maxLength: 12 }).map((text) => text.replaceAll(' ', '_')) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        'a-word-that-is-longer-than-a-whole-line',
        'naïve',
        '模型',
        '\u001b[1mbold\u001b[22m',
      ),
    },
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), fc.integer({ min: 10, max: 40 }), (words, width) => {
      const text = words.join(' ').trim();
      expect(wrapped(text, width)).toBe(wrapAnsi(text, width, { hard: true }));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['    key: value', 40, '    key: value'],
  ['    key: one two three', 14, '    key: one\ntwo three'],
  ['                    deep', 20, '                    \ndeep'],
])('a changed line keeps the space it starts with: %j', (text, width, expected) => {
  expect(wrappedDifference(text, width)).toBe(expected);
});
