/**
 * Names and values in a plan are hostile until escaped. Each format has its own function here;
 * all of them first make invisible and direction-changing characters visible, which fool people in every format.
 */

/** Controls (terminal escapes), format characters (zero-width, bidirectional, BOM), separators, lone surrogates. */
const invisible = /[^\P{C}\n\t]|[\u2028\u2029]/gu;

/** Nearly all texts, told far cheaper than by Unicode's categories. */
const plain = /^[ -~\n\t]*$/;
const plainLine = /^[ -~]*$/;

export const visible = (text: string): string =>
  plain.test(text)
    ? text
    : text.replace(
        invisible,
        (character) => `\\u${(character.codePointAt(0) as number).toString(16).padStart(4, '0')}`,
      );

/** One line of visible text: line breaks and tabs are spelled out too. */
export const oneLine = (text: string): string =>
  plainLine.test(text) ? text : visible(text).replace(/\n/g, '\\n').replace(/\t/g, '\\t');

/** Text between tags and inside double-quoted attributes. */
export const html = (text: string): string =>
  visible(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * Text of a Markdown sentence: punctuation that CommonMark or GitHub give a meaning to is written as a character
 * reference, which no parser treats as markup (CommonMark 0.31, section 2.5). GitHub looks for `@name` and `#1` only
 * after that, so an invisible word joiner keeps them from notifying people and linking issues.
 */
export const markdownText = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*_[\]<>#|~&@$^]|:(?=\S)/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/&#(?:64|35);(?=\w)/g, '$&&#8288;')
    // `www.` becomes a link by itself (GitHub Flavored Markdown, section 6.9).
    .replace(/www\./gi, (start) => `${start.slice(0, 3)}&#46;`);

/** A code span as HTML: Markdown's own backticks cannot hold backticks and pipes of a table cell safely. */
export const markdownCode = (text: string): string =>
  `<code>${oneLine(text).replace(/[^A-Za-z0-9 .,%-]/gu, (character) => `&#${character.codePointAt(0) as number};`)}</code>`;
