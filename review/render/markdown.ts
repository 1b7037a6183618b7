import type { Renderer, Review } from '../model';
import { codeFence } from './code-fence';
import { documentOf } from './document';
import type { Block, Sentence, Span, Tone } from './document/blocks';
import { markdownCode, markdownText, visible } from './escape';
import { fit, type Limit } from './fit';

interface MarkdownOptions {
  /** Longest text the place takes. @default 65536, a pull-request comment of GitHub */
  readonly maxCharacters?: number;
}

/** GitHub- and GitLab-flavoured Markdown that fits one comment. */
export const markdown: Renderer<MarkdownOptions> = {
  format: 'markdown',
  render: (review, { maxCharacters = 65_536 }) => markdownWithin(review, { limit: maxCharacters, unit: 'characters' }),
};

export const markdownWithin = (review: Review, limit: Limit): string => fit(documentOf(review), textOf, limit);

const textOf = (blocks: readonly Block[]): string =>
  blocks.map((block, index) => blockText(block, isSecondList(blocks, index) ? '*' : '-')).join('\n\n');

/** Two lists one after the other would be read as one with gaps in it; another bullet starts another list. */
function isSecondList(blocks: readonly Block[], index: number): boolean {
  if (blocks[index]?.kind !== 'list' || blocks[index - 1]?.kind !== 'list') return false;
  return !isSecondList(blocks, index - 1);
}

function blockText(block: Block, bullet = '-'): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level + 1)} ${sentenceText(block.text)}`;
    case 'paragraph':
      return sentenceText(block.text);
    case 'list':
      return block.items.map((item) => `${bullet} ${sentenceText(item)}`).join('\n');
    case 'table':
      return [
        row(block.head.map((title) => [title])),
        `|${' --- |'.repeat(block.head.length)}`,
        ...block.rows.map(row),
      ].join('\n');
    case 'details':
      return `<details><summary>${sentenceText(block.summary)}</summary>\n\n${block.blocks.map((inner) => blockText(inner)).join('\n\n')}\n\n</details>`;
    case 'difference':
      return differenceText(block.lines);
  }
}

const row = (cells: readonly Sentence[]): string => `| ${cells.map(sentenceText).join(' | ')} |`;

const marks: { readonly [tone in Tone]: string } = { danger: '🔴 ', warning: '🟡 ', good: '🟢 ', muted: '' };
const sentenceText = (sentence: Sentence): string => sentence.map(spanText).join('');
// As HTML: whether `**` opens or closes depends on the characters beside it, which a value could choose.
function spanText(span: Span): string {
  if (typeof span === 'string') return markdownText(span);
  if ('code' in span) return markdownCode(span.code);
  return span.tone === 'muted'
    ? markdownText(span.text)
    : `${marks[span.tone]}<strong>${markdownText(span.text)}</strong>`;
}

/** In a `diff` fence; `!` colours changed lines on GitHub. */
function differenceText(lines: readonly { readonly mark: string; readonly text: string }[]): string {
  const text = lines
    .map(({ mark, text: line }) => `${mark === '~' ? '!' : mark} ${visible(line).replace(/\n/g, '\\n')}`)
    .join('\n');
  const fence = codeFence(text);
  return `${fence}diff\n${text}\n${fence}`;
}
