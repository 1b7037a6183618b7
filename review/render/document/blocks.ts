/**
 * What a rendered review consists of, as data. The document decides order, wording and importance;
 * a format only writes blocks down, so no two formats can tell different stories.
 */

/** How much a reader must notice a word. */
export type Tone = 'danger' | 'warning' | 'good' | 'muted';

/** Part of a sentence. Values of the plan are always `code` or `toned` text: they are hostile until a format escapes them. */
export type Span = string | { readonly code: string } | { readonly text: string; readonly tone: Tone };
export type Sentence = readonly Span[];

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: Sentence }
  | { readonly kind: 'paragraph'; readonly text: Sentence }
  | { readonly kind: 'list'; readonly items: readonly Sentence[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Sentence[])[] }
  /** Folded where a format can fold. */
  | { readonly kind: 'details'; readonly summary: Sentence; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'difference';
      readonly lines: readonly { readonly mark: '+' | '-' | ' ' | '~'; readonly text: string }[];
    };

/** Blocks and how long they survive when a format has a limit: 0 stays to the end, higher numbers go first. */
export interface Section {
  readonly title: string;
  readonly dropOrder: number;
  readonly blocks: readonly Block[];
  /** What is left of it, at most so many objects and findings, before it goes as a whole. Absent where it has no short form. */
  readonly short?: (most: number) => readonly Block[];
}

export const code = (text: string): Span => ({ code: text });
export const toned = (tone: Tone, text: string): Span => ({ text, tone });
/** The words of a sentence without any markup. */
export const plain = (sentence: Sentence): string =>
  sentence.map((span) => (typeof span === 'string' ? span : 'code' in span ? span.code : span.text)).join('');
