import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Command } from 'commander';
import { XMLBuilder } from 'fast-xml-parser';
import stringWidth from 'string-width';

// Draws the saved output of a command as a picture of a terminal, so that the README shows a real run.
const { character, line, margin } = { character: 8.43, line: 19, margin: 20 };
const colours: readonly (readonly [RegExp, string])[] = [
  [/^\$ /, '#7ee787'],
  [/^ +BROKEN/, '#ff7b72'],
  [/^ +kept/, '#7ee787'],
  [/^(Release|==)/, '#79c0ff'],
];

function pictureOf(text: string, title: string): string {
  const lines = text.replace(/\n+$/, '').split('\n');
  const width = Math.ceil(Math.max(...lines.map((one) => stringWidth(one))) * character) + 2 * margin;
  const height = lines.length * line + 2 * margin;
  const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true });
  return builder.build({
    svg: {
      '@xmlns': 'http://www.w3.org/2000/svg',
      '@viewBox': `0 0 ${width} ${height}`,
      '@width': width,
      '@height': height,
      '@role': 'img',
      title,
      rect: { '@width': width, '@height': height, '@rx': 8, '@fill': '#0d1117' },
      text: lines.map((content, index) => ({
        '@x': margin,
        '@y': margin + (index + 0.75) * line,
        '@fill': colours.find(([start]) => start.test(content))?.[1] ?? '#e6edf3',
        '@font-family': 'ui-monospace, SFMono-Regular, Menlo, DejaVu Sans Mono, monospace',
        '@font-size': 14,
        '@xml:space': 'preserve',
        '#text': content,
      })),
    },
  }) as string;
}

function main(): void {
  const command = new Command('npm run docs:picture --')
    .description('Draws the saved output of a command as a picture (SVG).')
    .argument('<output>', 'file with what the command printed')
    .argument('<picture>', 'file to write')
    .option('--title <text>', 'for people who do not see the picture', 'Output of a command in a terminal')
    .parse();
  const [output, picture] = command.args as [string, string];
  mkdirSync(dirname(picture), { recursive: true });
  writeFileSync(picture, pictureOf(readFileSync(output, 'utf8'), command.opts<{ title: string }>().title));
}

if (require.main === module) main();
