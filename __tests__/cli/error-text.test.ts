import fc from 'fast-check';
import { errorText } from '../../cli/comment/error-text';

const line = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.nat(80).map((count) => '`'.repeat(count)),
  fc.constant('🧨'.repeat(40)),
);
const output = fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n'));
const heading = '## 🔴 NO REVIEW: the plan failed\n\n';

it('never is longer than it may be, and cuts between lines alone where one line fits', () => {
  fc.assert(
    fc.property(output, fc.integer({ min: 450, max: 1500 }), (text, maxCharacters) => {
      const written = errorText(text, maxCharacters);
      expect(written.length).toBeLessThanOrEqual(maxCharacters);
      const [, , shown = ''] = /(`{3,})text\n([^]*)\n\1\n$/.exec(written) ?? [];
      expect(`\n${text.trimEnd()}`.endsWith(`\n${shown}`)).toBe(true);
      expect(written.startsWith(`${heading}Cut: `)).toBe(shown !== text.trimEnd());
    }),
  );
});

it('shows the end of a line that is longer than a comment', () => {
  expect(errorText(`first line\n${'x'.repeat(1000)} at last`, 500)).toMatch(/Cut: [^]*\n`{3}text\nx+ at last\n`{3}\n$/);
});
