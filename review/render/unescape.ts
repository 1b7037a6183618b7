import type { Format } from './renderers';

/** The text a reader of each format sees, for the last search for secrets: escaping must not hide one from it. */
export function unescaped(format: Format, text: string): string {
  return spelledOut(readers[format](text));
}

/** Undoes `visible` and `oneLine`. */
const spelledOut = (text: string): string =>
  text
    .replace(/\\u([0-9a-f]{4})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)))
    .replace(/\\n/g, '\n')
    .replace(/\\t/g, '\t');

const references = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits))).replace(/\u2060/g, '');

/** Every string of a JSON document, keys included, each on lines of its own. */
function jsonStrings(text: string): string {
  const found: string[] = [];
  JSON.parse(text, (key, value: unknown) => {
    found.push(key);
    if (typeof value === 'string') found.push(value);
    return value;
  });
  return found.join('\n');
}

/** Wrapping may have cut a word in two, or turned a space into a line break: both readings. */
const rewrapped = (text: string): string => {
  // eslint-disable-next-line no-control-regex -- the escape character starts a colour
  const plain = text.replace(/\u001b\[\d+m/g, '');
  return `${plain}\n${plain.replace(/\n */g, '')}\n${plain.replace(/\n */g, ' ')}`;
};

const percent = (text: string): string =>
  text.replace(/%(3A|2C|0D|0A|25)/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));

const readers: { readonly [format in Format]: (text: string) => string } = {
  terminal: rewrapped,
  markdown: references,
  summary: references,
  html: references,
  junit: references,
  json: jsonStrings,
  sarif: jsonStrings,
  annotations: percent,
};
