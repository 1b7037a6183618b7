import { createHash } from 'node:crypto';
import { namesakes } from '../assembly/namesakes';
import type { Renderer } from '../model';
import { documentOf } from './document';
import { plain, type Block, type Sentence, type Span } from './document/blocks';
import { html as escape } from './escape';
import { script } from './html/script';
import { style } from './html/style';
import { timeline } from './html/timeline';

/** One self-contained page: no request leaves it, no script is needed to read it. */
export const html: Renderer = {
  format: 'html',
  render: (review) => {
    const sections = documentOf(review);
    const title = `Release review: ${plain(headingOf(sections[0]?.blocks ?? []))}`;
    const [first = '', ...others] = sections.map(
      ({ title: name, blocks }) => `<section>\n${blocks.map((block) => blockText(block, name)).join('\n')}\n</section>`,
    );
    const ambiguous = namesakes(review.workloads);
    const timelines = review.workloads
      .map((workload) => timeline(workload, ambiguous.get(workload)))
      .filter((figure) => figure !== '');
    return [
      '<!DOCTYPE html>',
      '<html lang="en">',
      '<head>',
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      // Even a value that got past the escaping could load nothing and run nothing.
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${sourceOf(style)}; script-src ${sourceOf(script)}">`,
      `<title>${escape(title)}</title>`,
      `<style>${style}</style>`,
      '</head>',
      '<body>',
      '<main>',
      first,
      tools,
      ...(timelines.length === 0
        ? []
        : [
            fold(
              `rollout timeline of ${timelines.length === 1 ? 'one workload' : `${timelines.length} workloads`}`,
              `<div class="timelines">\n${timelines.join('\n')}\n</div>`,
            ),
          ]),
      ...others,
      '</main>',
      `<script>${script}</script>`,
      '</body>',
      '</html>',
      '',
    ].join('\n');
  },
};

const tools =
  '<div class="tools"><label for="filter" class="muted">Filter</label> <input id="filter" type="search" autocomplete="off">' +
  '<button id="unfold" type="button">Unfold all</button><button id="fold" type="button">Fold all</button>' +
  '<span id="filter-status" role="status" class="muted"></span></div>';

const sourceOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const headingOf = (blocks: readonly Block[]): Sentence =>
  blocks.flatMap((block) => (block.kind === 'heading' ? block.text : []));

/** `place` is the section's title: names of regions have to differ. */
function blockText(block: Block, place: string): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${sentenceText(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${sentenceText(block.text)}</p>`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${sentenceText(item)}</li>`).join('\n')}\n</ul>`;
    case 'table':
      // A keyboard can scroll what a mouse can: hence the tabindex.
      return (
        `<div class="wide" tabindex="0" role="region" aria-label="workloads, ${escape(place)}"><table><thead><tr>${block.head.map((cell) => `<th scope="col">${escape(cell)}</th>`).join('')}</tr></thead>\n` +
        `<tbody>${block.rows.map((row) => `<tr>${row.map((cell, column) => `<td data-head="${escape(block.head[column] ?? '')}">${sentenceText(cell)}</td>`).join('')}</tr>`).join('\n')}</tbody></table></div>`
      );
    case 'details':
      return fold(sentenceText(block.summary), block.blocks.map((inner) => blockText(inner, place)).join('\n'));
    case 'difference':
      return `<pre>${block.lines.map(({ mark, text }) => `<span${lineClass(mark)}>${mark} ${escape(text)}</span>`).join('')}</pre>`;
  }
}

const fold = (summary: string, content: string): string =>
  `<details><summary>${summary}</summary>\n${content}\n</details>`;

const sentenceText = (sentence: Sentence): string => sentence.map(spanText).join('');
function spanText(span: Span): string {
  if (typeof span === 'string') return escape(span);
  if ('code' in span) return `<code>${escape(span.code)}</code>`;
  return `<span class="${span.tone}">${escape(span.text)}</span>`;
}

const lineClasses: { readonly [mark: string]: string } = { '+': 'added', '-': 'removed', '~': 'changed' };
const lineClass = (mark: string): string => (lineClasses[mark] ? ` class="${lineClasses[mark]}"` : '');
