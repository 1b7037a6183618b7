import { codeFence } from '../../review';

const heading = '## 🔴 NO REVIEW: the plan failed';

/**
 * What a failed step said, in no more characters than given. Fenced, so that nothing in a tool's output is read as
 * markup. What is too long loses its first lines: a tool says last what it failed of.
 */
export function errorText(output: string, maxCharacters: number): string {
  const lines = output.trimEnd().split('\n');
  const whole = [heading, fenced(lines)].join('\n\n');
  if (whole.length <= maxCharacters) return whole;
  const notice = `Cut: the output has ${output.length} characters, more than a comment takes, so only its end stands here. The log of the run has all of it.`;
  const room = maxCharacters - [heading, notice, ''].join('\n\n').length;
  return [heading, notice, fenced(lastLines(lines, room))].join('\n\n');
}

function fenced(lines: readonly string[]): string {
  const text = lines.join('\n');
  const fence = codeFence(text);
  return `${fence}text\n${text}\n${fence}\n`;
}

/** As many of the last lines as there is room for with a fence around them; of a line longer than that, its end. */
function lastLines(lines: readonly string[], room: number): readonly string[] {
  let length = fenced([]).length;
  let fence = codeFence('').length;
  let first = lines.length;
  for (; first > 0; first -= 1) {
    const line = lines[first - 1] as string;
    const needed = Math.max(fence, codeFence(line).length);
    length += line.length + 1 + 2 * (needed - fence);
    fence = needed;
    if (length > room) break;
  }
  if (first < lines.length) return lines.slice(first);
  // A quarter: were it backticks alone, each fence would be as long again.
  const end = (lines.at(-1) ?? '').slice(-Math.floor(room / 4));
  // A cut through a character leaves half of one, which is no text.
  return [end.replace(/^[\uDC00-\uDFFF]/, '')];
}
