import type { Section } from './document/blocks';

export interface Limit {
  readonly limit: number;
  readonly unit: 'characters' | 'bytes';
}

/**
 * Joins sections and, where the whole is too long, leaves out the least important ones until it fits, and says so.
 * What must stay (drop order 0) is cut at a line as the very last resort.
 */
export function fit(
  sections: readonly Section[],
  textOf: (section: Section) => string,
  { limit, unit }: Limit,
): string {
  const fits = (text: string): boolean => (unit === 'bytes' ? Buffer.byteLength(text) : text.length) <= limit;
  const texts = textsWithin(sections, textOf, limit);
  const dropped = new Set(sections.filter((section) => !texts.some((one) => one.section === section)));
  const compose = (): string => {
    const kept = texts.filter(({ section }) => !dropped.has(section)).map(({ text }) => text);
    if (dropped.size > 0)
      kept.push(`Left out because the text would be longer than ${limit} ${unit}: ${names(dropped)}.`);
    return `${kept.join('\n\n')}\n`;
  };
  // Later sections go first within the same importance: stacks stand in release order.
  const candidates = texts.filter(({ section }) => section.dropOrder > 0).reverse();
  candidates.sort((a, b) => b.section.dropOrder - a.section.dropOrder);
  let text = compose();
  for (const { section } of candidates) {
    if (fits(text)) break;
    dropped.add(section);
    text = compose();
  }
  if (fits(text)) return text;
  const notice = '\n\nCut here: even the first lines are longer than allowed.\n';
  const lines = text.split('\n');
  while (lines.length > 0 && !fits(lines.join('\n') + notice)) lines.pop();
  return lines.join('\n') + notice;
}

/** Texts of the most important sections; what comes after those that fill the limit is dropped in any case. */
function textsWithin(
  sections: readonly Section[],
  textOf: (section: Section) => string,
  limit: number,
): readonly { readonly section: Section; readonly text: string }[] {
  const texts = new Map<Section, string>();
  let length = 0;
  for (const section of [...sections].sort((a, b) => a.dropOrder - b.dropOrder)) {
    if (length > limit) break;
    const text = textOf(section);
    texts.set(section, text);
    length += text.length;
  }
  return sections.flatMap((section) => {
    const text = texts.get(section);
    return text === undefined ? [] : [{ section, text }];
  });
}

const names = (sections: ReadonlySet<Section>): string => {
  const all = [...sections].map(({ title }) => title);
  return all.length <= 3 ? all.join(', ') : `${all.slice(0, 3).join(', ')} and ${all.length - 3} more`;
};
