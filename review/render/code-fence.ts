/** What opens and closes a block of code in Markdown: longer than any run of backticks inside, so that none ends it. */
export function codeFence(text: string): string {
  const longest = [...text.matchAll(/`+/g)].reduce((most, [backticks]) => Math.max(most, backticks.length), 2);
  return '`'.repeat(longest + 1);
}
