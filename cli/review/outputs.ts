import { extname } from 'node:path';
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

export function formatOf(name: string): Format {
  // What every object inherits, such as toString, is no format.
  if (Object.hasOwn(renderers, name)) return name as Format;
  throw new UserError(`--format "${name}" is unknown; use one of ${Object.keys(renderers).join(', ')}.`);
}

/** `FILE`, its format by extension, or `FORMAT=FILE` where the name has none. */
export function outputOf(text: string): { readonly file: string; readonly format: Format } {
  const named = /^([a-z]+)=(.+)$/s.exec(text);
  return named
    ? { format: formatOf(named[1] as string), file: named[2] as string }
    : { format: formatOfFile(text), file: text };
}

function formatOfFile(file: string): Format {
  const format = formatsByExtension[extname(file).toLowerCase()];
  if (format) return format;
  throw new UserError(
    `--out "${file}" has an extension no format uses; use one of ${Object.keys(formatsByExtension).join(', ')}.`,
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
