import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** The libraries measure every character, which plain ones do not need. */
const plain = /^[!-~](?:[ -~]*[!-~])?$/;

/** Columns that a text takes. */
export const widthOf = (text: string): number => (plain.test(text) ? text.length : stringWidth(text));

/** A text broken between words, or within a word that is longer than a line. */
export function wrapped(text: string, width: number): string {
  const fits = text.length <= width;
  const lines = plain.test(text) ? (fits ? text : wrappedPlainly(text, width)) : undefined;
  return lines ?? wrapAnsi(text, width, { hard: true });
}

/** Space at the start of a changed line is part of what changes. */
export function wrappedDifference(text: string, width: number): string {
  const line = text.trimStart();
  const indent = text.length - line.length;
  if (!plain.test(line) || indent > width / 2) return wrapAnsi(text, width, { hard: true, trim: false });
  return text.slice(0, indent) + wrapped(line, width - indent);
}

/** As the library breaks single-spaced words of plain characters; undefined where one of them is longer than a line. */
function wrappedPlainly(text: string, width: number): string | undefined {
  if (text.includes('  ')) return undefined;
  const lines: string[] = [];
  let from = 0;
  while (text.length - from > width) {
    const space = text.lastIndexOf(' ', from + width);
    if (space <= from) return undefined;
    lines.push(text.slice(from, space));
    from = space + 1;
  }
  lines.push(text.slice(from));
  return lines.join('\n');
}
