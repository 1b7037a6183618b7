import type picocolors from 'picocolors';
import type { Renderer } from '../model';
import { documentOf } from './document';
import type { Block, Sentence, Tone } from './document/blocks';
import { oneLine } from './escape';
import { widthOf, wrapped, wrappedDifference } from './wrap';

interface TerminalOptions {
  /** Columns to wrap at. @default 100 */
  readonly width?: number;
  /** Write ANSI colours. @default false */
  readonly colour?: boolean;
}

/** Plain or coloured lines for a terminal or a log, most important first. */
export const terminal: Renderer<TerminalOptions> = {
  format: 'terminal',
  render: (review, { width = 100, colour = false }) => {
    const pen = penOf(colour);
    const blocks = documentOf(review).flatMap((section) => section.blocks);
    return `${blocks
      .map((block) => blockText(block, pen, width))
      .join('\n')
      .trimEnd()}\n`;
  },
};

interface Pen {
  readonly sentence: (sentence: Sentence) => string;
  readonly strong: (text: string) => string;
  readonly mark: (mark: string, text: string) => string;
}

const asItIs = (text: string): string => text;
const colourless = { bold: asItIs, red: asItIs, yellow: asItIs, green: asItIs, dim: asItIs, cyan: asItIs };

function penOf(colour: boolean): Pen {
  // Loaded only for colours: it looks at process.stdout, which loads half of Node's network.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const colours = colour ? (require('picocolors') as typeof picocolors).createColors(true) : colourless;
  const tones: { readonly [tone in Tone]: (text: string) => string } = {
    danger: (text) => colours.bold(colours.red(text)),
    warning: colours.yellow,
    good: colours.green,
    muted: colours.dim,
  };
  const marks: { readonly [mark: string]: (text: string) => string } = {
    '+': colours.green,
    '-': colours.red,
    '~': colours.yellow,
  };
  return {
    sentence: (sentence) =>
      sentence
        .map((span) => {
          if (typeof span === 'string') return oneLine(span);
          if ('code' in span) return colours.cyan(oneLine(span.code));
          return tones[span.tone](oneLine(span.text));
        })
        .join(''),
    strong: colours.bold,
    mark: (mark, text) => (marks[mark] ?? asItIs)(text),
  };
}

function blockText(block: Block, pen: Pen, width: number): string {
  switch (block.kind) {
    case 'heading':
      return `${block.level === 1 ? '' : '\n'}${pen.strong(wrapped(pen.sentence(block.text), width))}`;
    case 'paragraph':
      return wrapped(pen.sentence(block.text), width);
    case 'list':
      return block.items.map((item) => indented('- ', wrapped(pen.sentence(item), width - 4))).join('\n');
    case 'table':
      return tableText(block, pen, width);
    case 'details':
      return `${pen.sentence(block.summary)}\n${block.blocks.map((inner) => indented('  ', blockText(inner, pen, width - 2))).join('\n')}`;
    case 'difference':
      return block.lines
        .map(({ mark, text }) => indented(`${mark} `, pen.mark(mark, wrappedDifference(oneLine(text), width - 4))))
        .join('\n');
  }
}

/** The first line gets the prefix, the others are indented as deep. */
const indented = (prefix: string, text: string): string =>
  text
    .split('\n')
    .map((line, index) => (index === 0 ? prefix : ' '.repeat(prefix.length)) + line)
    .join('\n');

const isFigure = (cell: string): boolean => /^(\d|up to|not known|not counted|none before)/.test(cell);

/** Narrow screens read a table as sentences, in which the head tells what a figure is; a wide one has it as a row. */
function tableText({ head, rows }: Extract<Block, { kind: 'table' }>, pen: Pen, width: number): string {
  const cells = rows.map((row) => row.map(pen.sentence));
  const columns = Math.max(...cells.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    [head, ...cells].reduce((most, row) => Math.max(most, widthOf(row[column] ?? '')), 0),
  );
  const total = widths.reduce((sum, each) => sum + each + 2, 2);
  if (total > width)
    return cells
      .map((row) => row.map((cell, column) => (isFigure(cell) ? `${head[column] ?? ''} ${cell}` : cell)).join('; '))
      .map((row) => indented('- ', wrapped(row, width - 4)))
      .join('\n');
  const line = (row: readonly string[]): string =>
    `  ${row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd()}`;
  return [pen.strong(line(head)), ...cells.map(line)].join('\n');
}
