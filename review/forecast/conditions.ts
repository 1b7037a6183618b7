import type { Condition, Impact } from '../model';
import { condition, type Effect, isWorse, worst } from './effect';

/**
 * What would make the impact of all effects together milder or worse, everything else as it is. A condition that only one
 * of two equally bad effects names changes nothing for users and is not told, unless the others have theirs: then they
 * have to hold together.
 */
export function conditionsOf(effects: readonly Effect[]): readonly Condition[] {
  const impact = worst(effects.map((one) => one.impact));
  const texts = new Set(effects.flatMap(({ conditions }) => conditions.map((one) => one.if)));
  const alone = [...texts]
    .map((text) => condition(text, worst(effects.map((one) => under(text, one)))))
    .filter((one) => one.impact !== impact);
  return alone.some((one) => isWorse(impact, one.impact)) ? alone : [...together(effects, impact), ...alone];
}

const under = (text: string, { impact, conditions }: Effect): Impact =>
  conditions.find((one) => one.if === text)?.impact ?? impact;

/** One condition of each of the worst effects, where each has one that makes it milder. */
function together(effects: readonly Effect[], impact: Impact): readonly Condition[] {
  const [rest, milder] = [
    effects.filter((one) => one.impact !== impact).map((one) => one.impact),
    effects
      .filter((one) => one.impact === impact)
      .map(({ conditions }) => conditions.find((one) => isWorse(impact, one.impact))),
  ];
  if (milder.some((one) => one === undefined)) return [];
  const needed = milder.filter((one) => one !== undefined);
  const texts = new Set(needed.map((one) => one.if));
  return texts.size === 0
    ? []
    : [condition([...texts].join(', and '), worst([...rest, ...needed.map((one) => one.impact)]))];
}
