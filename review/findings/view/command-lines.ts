import { at, listAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';

/** What a container runs with arguments. */
interface CommandLine {
  /** The field in a reviewer's words: `args`, `readinessProbe`. */
  readonly place: string;
  readonly words: readonly Json[];
  /** What runs with these words, where it stands in a list of its own. */
  readonly command?: Json;
}

const hooks: readonly (readonly string[])[] = [
  ['startupProbe'],
  ['readinessProbe'],
  ['livenessProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];

/** Every command line that a container specifies, its probes and hooks included. */
export function commandLinesOf(container: Json | undefined): readonly CommandLine[] {
  const command = at(container, 'command');
  return [
    { place: 'command', words: listAt(container, 'command') },
    { place: 'args', words: listAt(container, 'args'), ...(command === undefined ? {} : { command }) },
    ...hooks.map((steps) => ({
      place: steps.at(-1) ?? '',
      words: listAt(container, ...steps, 'exec', 'command'),
    })),
  ].filter(({ words }) => words.length > 0);
}
