import type { Block, Section } from './document/blocks';

export interface Limit {
  readonly limit: number;
  readonly unit: 'characters' | 'bytes';
}

type TextOf = (blocks: readonly Block[]) => string;

/**
 * Joins sections and, where the whole is too long, shortens or leaves out the least important ones until it fits, and
 * says so. What must stay (drop order 0) is cut at a line as the very last resort.
 */
export function fit(sections: readonly Section[], textOf: TextOf, { limit, unit }: Limit): string {
  const fits = (text: string): boolean => (unit === 'bytes' ? Buffer.byteLength(text) : text.length) <= limit;
  const texts = textsWithin(sections, textOf, limit);
  const compose = (): string => {
    const kept = sections.flatMap((section) => texts.get(section) ?? []);
    const dropped = sections.filter((section) => !texts.has(section));
    if (dropped.length > 0)
      kept.push(`Left out because the text would be longer than ${limit} ${unit}: ${names(dropped)}.`);
    return `${kept.join('\n\n')}\n`;
  };
  const whole = compose();
  if (fits(whole)) return whole;
  for (const { section, shorter } of savings(texts, textOf)) {
    if (shorter === undefined) texts.delete(section);
    else texts.set(section, shorter);
    if (fits(compose())) break;
  }
  // A huge section that became short leaves room for what went before it.
  for (const section of byImportance(sections).filter((one) => !texts.has(one))) {
    texts.set(section, textOf(section.blocks));
    if (fits(compose())) continue;
    texts.delete(section);
    break;
  }
  const text = compose();
  if (fits(text)) return text;
  const notice = '\n\nCut here: even the first lines are longer than allowed.\n';
  const lines = text.split('\n');
  while (lines.length > 0 && !fits(lines.join('\n') + notice)) lines.pop();
  return lines.join('\n') + notice;
}

interface Saving {
  readonly section: Section;
  /** Undefined when it goes as a whole. */
  readonly shorter?: string;
}

/** Objects and findings that stay of a stack where there is no room for all: with the last, some huge ones fit beside each other. */
const sizes = [150, 60, 20] as const;

/** What saves room, the least important first. Before any of some sections goes, all that are as important are short. */
function savings(texts: ReadonlyMap<Section, string>, textOf: TextOf): readonly Saving[] {
  const candidates = [...texts].filter(([{ dropOrder }]) => dropOrder > 0);
  const shortenings = candidates
    .flatMap(([section, text]) => shortForms(section, text, textOf))
    .sort((a, b) => a.round - b.round || b.saved - a.saved);
  // Later sections go first within the same importance: stacks stand in release order.
  const drops = candidates.map(([section]): Saving => ({ section })).reverse();
  return [...shortenings, ...drops].sort((a, b) => b.section.dropOrder - a.section.dropOrder);
}

/** Ever shorter ones; the first of every section is tried before the second of any. */
function shortForms(
  section: Section,
  text: string,
  textOf: TextOf,
): readonly (Saving & { readonly round: number; readonly saved: number })[] {
  const { short } = section;
  if (short === undefined) return [];
  let length = text.length;
  return sizes.flatMap((most, round) => {
    const shorter = textOf(short(most));
    const saved = length - shorter.length;
    if (saved <= 0) return [];
    length = shorter.length;
    return [{ section, shorter, round, saved }];
  });
}

/** Texts of the most important sections; what comes after those that fill the limit and has no short form is dropped. */
function textsWithin(sections: readonly Section[], textOf: TextOf, limit: number): Map<Section, string> {
  const texts = new Map<Section, string>();
  let length = 0;
  for (const section of byImportance(sections)) {
    if (length > limit && section.short === undefined) continue;
    const text = textOf(section.blocks);
    texts.set(section, text);
    length += text.length;
  }
  return texts;
}

const byImportance = (sections: readonly Section[]): readonly Section[] =>
  [...sections].sort((a, b) => a.dropOrder - b.dropOrder);

const names = (sections: readonly Section[]): string => {
  const all = sections.map(({ title }) => title);
  return all.length <= 3 ? all.join(', ') : `${all.slice(0, 3).join(', ')} and ${all.length - 3} more`;
};
