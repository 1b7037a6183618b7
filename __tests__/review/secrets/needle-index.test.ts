import fc from 'fast-check';
import { type Needle, shortestHidden } from '../../../review/secrets/forms';
import { type Found, NeedleIndex } from '../../../review/secrets/needle-index';

/** What the index finds, by trying every needle at every place. */
function found(needles: readonly Needle[], text: string): readonly Found[] {
  const longestFirst = [...needles].sort((one, other) => other.text.length - one.text.length);
  const ranges: { start: number; end: number }[] = [];
  for (let at = 0; at < text.length; at++) {
    const needle = longestFirst.find((one) => text.startsWith(one.text, at));
    if (!needle) continue;
    const { start, end } = rangeOf(needle, text, at);
    const last = ranges.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else ranges.push({ start, end });
  }
  return ranges;
}

function rangeOf(needle: Needle, text: string, at: number): Found {
  const end = at + needle.text.length;
  if (!needle.isBase64) return { start: at, end };
  const before = /[\w+/=-]*$/.exec(text.slice(0, at)) as RegExpExecArray;
  const after = /^[\w+/=-]*/.exec(text.slice(end)) as RegExpExecArray;
  return { start: at - before[0].length, end: end + after[0].length };
}

/** Few characters and long repetitions, so that needles overlap, begin alike and are almost there. */
const stretch = (...characters: readonly string[]) =>
  fc
    .array(
      fc
        .tuple(
          fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 3 }),
          fc.oneof({ weight: 4, arbitrary: fc.nat(8) }, { weight: 1, arbitrary: fc.nat(90) }),
        )
        .map(([piece, times]) => piece.repeat(times)),
      { minLength: 1, maxLength: 5 },
    )
    .map((pieces) => pieces.join(''));
const longEnough = ({ text }: Needle): boolean => text.length >= shortestHidden;
const needle: fc.Arbitrary<Needle> = fc
  .oneof(
    stretch('a', 'b').map((text) => ({ text, isBase64: true })),
    stretch('a', 'b', ' ').map((text) => ({ text, isBase64: false })),
  )
  .filter(longEnough);

/** Some needles, parts of them and what begins with them; and texts of which most hold some of those or almost. */
const searches = fc.array(needle, { minLength: 1, maxLength: 8 }).chain((some) => {
  const alike = some.flatMap(({ text, isBase64 }) => [
    { text: text.slice(0, -1), isBase64 },
    { text: `${text}a`, isBase64 },
    { text: `${text}b`, isBase64 },
    { text: text.slice(0, text.length / 2), isBase64 },
  ]);
  const pieces = [...some, ...alike].flatMap(({ text }) => [text, text.slice(1), text.slice(0, -1)]);
  const text = fc
    .array(fc.oneof(fc.constantFrom(...pieces), stretch('a', 'b', ' ', '/')), { maxLength: 8 })
    .map((parts) => parts.join(''));
  return fc.record({
    needles: fc.shuffledSubarray([...some, ...alike].filter(longEnough), { minLength: 1 }),
    texts: fc.array(text, { minLength: 1, maxLength: 4 }),
  });
});

it('finds what trying every needle at every place finds, in one text after the other', () =>
  fc.assert(
    fc.property(searches, ({ needles, texts }) => {
      const index = new NeedleIndex(needles);
      for (const text of [...texts, ...texts]) {
        expect(index.find(text)).toEqual(found(needles, text));
        const contained = needles.filter((one) => text.includes(one.text)).map((one) => one.text);
        expect(index.needlesIn(text)).toEqual(new Set(contained));
      }
    }),
    { numRuns: 1000 },
  ));

it('finds nothing when it looks for nothing', () => {
  const index = new NeedleIndex([]);
  expect([index.isEmpty, index.find('anything'), index.needlesIn('anything')]).toEqual([true, [], new Set()]);
});
