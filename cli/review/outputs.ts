import { extname, resolve } from 'node:path';
import {
  assertPrintsNone,
  emptyReview,
  renderers,
  unescaped,
  type Format,
  type Review,
  type Secrets,
} from '../../review';
import { UserError } from '../command';

/** Formats by a file's extension, for `--out`. */
const formatsByExtension: { readonly [extension: string]: Format } = {
  '.md': 'markdown',
  '.html': 'html',
  '.json': 'json',
  '.sarif': 'sarif',
  '.xml': 'junit',
  '.txt': 'terminal',
};

export interface RenderSettings {
  readonly source: string;
  readonly width: number;
  readonly colour: boolean;
  /** Longest Markdown. @default - the format's own */
  readonly maxCharacters?: number;
}

interface Output {
  readonly file: string;
  readonly format: Format;
}

/** `given` is the option as it was written, for the message. */
export function formatOf(name: string, given = `--format "${name}"`): Format {
  // What every object inherits, such as toString, is no format.
  if (Object.hasOwn(renderers, name)) return name as Format;
  throw new UserError(`${given} names no format; use one of ${Object.keys(renderers).join(', ')}.`);
}

/** Every file that is written; one file holds one format. */
export function outputsOf(texts: readonly string[]): readonly Output[] {
  const formats = new Map<string, Format>();
  return texts.map((text) => {
    const output = outputOf(text);
    const file = resolve(output.file);
    const earlier = formats.get(file) ?? output.format;
    if (earlier !== output.format)
      throw new UserError(`--out "${output.file}" would hold ${earlier} and ${output.format}; name a file for each.`);
    formats.set(file, output.format);
    return output;
  });
}

/** `FILE`, its format by extension, or `FORMAT=FILE` where the name has none. */
function outputOf(text: string): Output {
  const named = /^([a-z]+)=(.+)$/s.exec(text);
  return named
    ? { format: formatOf(named[1] as string, `--out "${text}"`), file: named[2] as string }
    : { format: formatOfFile(text), file: text };
}

function formatOfFile(file: string): Format {
  const extension = extname(file);
  const format = formatsByExtension[extension.toLowerCase()];
  if (format) return format;
  const problem = extension === '' ? 'has no extension' : 'has an extension no format uses';
  throw new UserError(
    `--out "${file}" ${problem}; use one of ${Object.keys(formatsByExtension).join(', ')}, or FORMAT=FILE.`,
  );
}

/** Renders and searches the whole text once more for every known secret: a hit ends the run instead of being printed. */
export function textOf(review: Review, format: Format, secrets: Secrets, settings: RenderSettings): string {
  const text = renderers[format].render(review, settings);
  assertPrintsNone(
    secrets,
    text,
    (escaped) => unescaped(format, escaped),
    // A format's own text, with nothing of a plan in it: a secret like `background` is no secret in a style sheet.
    () => renderers[format].render(emptyReview, settings),
  );
  return text;
}
