import type { Section } from './document/blocks';

/**
 * Joins sections and, where the whole is too long, leaves out the least important ones until it fits, and says so.
 * What must stay (drop order 0) is cut at a line as the very last resort.
 */
export function fit(sections: readonly Section[], textOf: (section: Section) => string, maxCharacters: number): string {
  const texts = sections.map((section) => ({ section, text: textOf(section) }));
  const dropped = new Set<Section>();
  const compose = (): string => {
    const kept = texts.filter(({ section }) => !dropped.has(section)).map(({ text }) => text);
    if (dropped.size > 0)
      kept.push(`Left out because the text would be longer than ${maxCharacters} characters: ${names(dropped)}.`);
    return `${kept.join('\n\n')}\n`;
  };
  // Later sections go first within the same importance: stacks stand in release order.
  const candidates = texts.filter(({ section }) => section.dropOrder > 0).reverse();
  candidates.sort((a, b) => b.section.dropOrder - a.section.dropOrder);
  let text = compose();
  for (const { section } of candidates) {
    if (text.length <= maxCharacters) break;
    dropped.add(section);
    text = compose();
  }
  if (text.length <= maxCharacters) return text;
  const notice = '\n\nCut here: even the first lines are longer than allowed.\n';
  return text.slice(0, text.lastIndexOf('\n', Math.max(0, maxCharacters - notice.length))) + notice;
}

const names = (sections: ReadonlySet<Section>): string => {
  const all = [...sections].map(({ title }) => title);
  return all.length <= 3 ? all.join(', ') : `${all.slice(0, 3).join(', ')} and ${all.length - 3} more`;
};
