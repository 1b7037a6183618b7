import { XMLParser, XMLValidator } from 'fast-xml-parser';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { parse, type DefaultTreeAdapterMap } from 'parse5';
import { renderers } from '../../../review/render/renderers';
import { Proof } from '../../support/proof';
import { sampleReview } from './sample';

const proof = new Proof(
  'hostile-values',
  'npm run prove:hostile-values',
  Number(process.env['PLIMSOLL_HOSTILE_VALUES'] ?? 300),
);
afterAll(() => proof.keep());

/** Pieces that mean something to a parser, mixed with any characters at all. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '```',
        '~~~',
        '</details>',
        '<script>alert(1)</script>',
        '<!--',
        '-->',
        ']]>',
        '"',
        "'",
        '&amp;',
        '|',
        '\n\n',
        '\n# ',
        '\r\n- ',
        '](javascript:x)',
        '![',
        '**',
        '__',
        '<b',
        '&#0;',
        '\u202e',
        '\u001b[31m',
        '\u0000',
        '\ud800',
        'http://x.example',
        'www.x.example',
        '@octocat',
        '#1',
        '::error::',
        '%0A',
        '\\',
        '</pre>',
        '</code>',
        '$$x$$',
        ':tada:',
        '--- | ---',
        '> ',
        '1. ',
        '<details>',
        '&lt;',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => `x${parts.join('')}`);

const check = (subject: string, property: (value: string) => void): void =>
  proof.holds(subject, fc.property(hostile, property));

const markdownParser = new MarkdownIt({ html: true, linkify: true });
function markdownShape(text: string): unknown {
  return markdownParser
    .parse(text, {})
    .map(({ type, tag, children }) => [
      type,
      tag,
      (children ?? [])
        .map((child) => (child.type === 'html_inline' ? child.content : child.type))
        .filter((type) => type !== 'text' && type !== 'text_special' && type !== 'entity'),
    ]);
}

type Node = DefaultTreeAdapterMap['node'];
function htmlShape(node: Node): unknown {
  if (node.nodeName === '#text') return 'text';
  if (node.nodeName === '#comment') return 'comment';
  const attributes = 'attrs' in node ? node.attrs.map(({ name }) => name) : [];
  return [node.nodeName, attributes, 'childNodes' in node ? node.childNodes.map(htmlShape) : []];
}

describe('hostile values', () => {
  it('change no structure of the Markdown', () => {
    const benign = markdownShape(
      renderers.markdown.render(
        sampleReview(() => 'x'),
        {},
      ),
    );
    check('Markdown, parsed by markdown-it, keeps its structure', (value) =>
      expect(
        markdownShape(
          renderers.markdown.render(
            sampleReview(() => value),
            {},
          ),
        ),
      ).toEqual(benign),
    );
  });

  it('mention nobody, link nothing and survive reading', () => {
    const text = renderers.markdown.render(
      sampleReview(() => '@octocat #12 www.x.example http://x.example'),
      {},
    );
    const page = markdownParser.render(text);
    expect(page).not.toContain('<a ');
    // GitHub leaves code alone.
    expect(page.replace(/<code[^>]*>.*?<\/code>/gs, '')).not.toMatch(/@octocat|#12/);
    expect(page).toContain('octocat');
  });

  it('change no structure of the page', () => {
    const benign = htmlShape(
      parse(
        renderers.html.render(
          sampleReview(() => 'x'),
          {},
        ),
      ),
    );
    check('HTML, parsed by parse5, keeps its structure', (value) =>
      expect(
        htmlShape(
          parse(
            renderers.html.render(
              sampleReview(() => value),
              {},
            ),
          ),
        ),
      ).toEqual(benign),
    );
  });

  it('keep JUnit well-formed with the same cases', () => {
    const parser = new XMLParser({ ignoreAttributes: false });
    const shape = (text: string): unknown => {
      expect(XMLValidator.validate(text)).toBe(true);
      return JSON.stringify(parser.parse(text), (_, value: unknown) =>
        typeof value === 'string' ? typeof value : value,
      );
    };
    const benign = shape(
      renderers.junit.render(
        sampleReview(() => 'x'),
        {},
      ),
    );
    check('JUnit, parsed by fast-xml-parser, keeps its cases', (value) =>
      expect(
        shape(
          renderers.junit.render(
            sampleReview(() => value),
            {},
          ),
        ),
      ).toEqual(benign),
    );
  });

  it('stay on the line of their annotation', () => {
    const lines = renderers.annotations
      .render(
        sampleReview(() => 'x'),
        {},
      )
      .split('\n').length;
    check('annotations stay on their lines', (value) => {
      const text = renderers.annotations.render(
        sampleReview(() => value),
        {},
      );
      expect(text.split(/\r\n|\r|\n/)).toHaveLength(lines);
      expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('::error file=main.ts,title='))).toEqual(
        [],
      );
    });
  });

  it('send no control character to a terminal', () => {
    check('a terminal gets no control character', (value) => {
      const text = renderers.terminal.render(
        sampleReview(() => value),
        { width: 80, colour: false },
      );
      // eslint-disable-next-line no-control-regex -- control characters are what it looks for
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    });
  });

  it('come back unchanged from JSON and SARIF', () => {
    check('JSON and SARIF give values back unchanged', (value) => {
      const read = JSON.parse(
        renderers.json.render(
          sampleReview(() => value),
          {},
        ),
      ) as { findings: { message: string }[] };
      expect(read.findings[0]?.message).toBe(value);
      const log = JSON.parse(
        renderers.sarif.render(
          sampleReview(() => value),
          {},
        ),
      ) as { runs: { results: { partialFingerprints: object }[] }[] };
      expect(log.runs[0]?.results[0]?.partialFingerprints).toEqual({ 'plimsoll/v1': value });
    });
  });
});
