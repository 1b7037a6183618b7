import type { Path } from '../model';

/**
 * The path in a reviewer's words: `container web > env LOG_LEVEL`, not `spec[0].template[0].spec[0]...`.
 * `names` holds, at the place of each list index, what the element is called.
 */
export function labelOf(path: Path, names: readonly (string | undefined)[]): string {
  const steps = withoutFrame(path, names);
  const words: string[] = [...steps.words];
  for (let at = steps.from; at < path.length; at++) {
    const key = path[at] as string | number;
    if (typeof key === 'number') {
      const name = names[at];
      if (name === loneBlock) continue;
      if (name !== undefined) words.push(`${words.pop() ?? ''} ${name}`.trim());
      // One among several without a name has only its number.
      else words.push(`${words.pop() ?? ''} ${key + 1}`.trim());
      continue;
    }
    const parent = path[at - 1];
    if (at === path.length - 1 && key === 'value' && parent !== undefined && isVariable(path, at)) continue;
    const joined = mapWords.get(String(parent));
    // A key that is nothing would leave a hole in the label.
    const called = key === '' ? '""' : key;
    if (joined !== undefined && at > steps.from) words[words.length - 1] = `${joined} ${called}`;
    else words.push(typeof parent === 'string' && plainMaps.has(parent) ? called : called.replaceAll('_', ' '));
  }
  return words.join(' > ') || 'the whole';
}

/** The name of a block that stands alone in its list and needs none: `spec`, `template`. */
export const loneBlock = '';

/** `env[...].value` is simply the variable. */
function isVariable(path: Path, at: number): boolean {
  return path[at - 2] === 'env' || path[at - 2] === 'set';
}

/** Maps whose keys read best with a singular in front. */
const mapWords: ReadonlyMap<string, string> = new Map([
  ['labels', 'label'],
  ['annotations', 'annotation'],
  ['match_labels', 'match label'],
  ['matchLabels', 'match label'],
  ['limits', 'limit'],
  ['requests', 'request'],
  ['node_selector', 'node selector'],
  ['nodeSelector', 'node selector'],
]);

/** Maps whose keys are the user's own words and keep their underscores. */
const plainMaps: ReadonlySet<string> = new Set([
  'data',
  'binary_data',
  'string_data',
  'stringData',
  'hard',
  'build_args',
  'triggers',
  'input',
]);

/** Frames that every object has and that tell a reader nothing; the pod template's own fields say "pod". */
const frames: readonly { readonly steps: readonly string[]; readonly word?: string }[] = [
  ...['spec.job_template.spec.template', 'spec.template', 'spec.jobTemplate.spec.template'].flatMap((template) => [
    { steps: [...template.split('.'), 'spec'], word: 'pod' },
    { steps: [...template.split('.'), 'metadata'], word: 'pod' },
  ]),
  { steps: ['spec', 'job_template', 'spec'], word: 'job' },
  { steps: ['spec', 'jobTemplate', 'spec'], word: 'job' },
  { steps: ['metadata'] },
  { steps: ['spec'] },
];

/** Parts of a pod that speak for themselves without the word "pod" in front. */
const ownSubjects = /^(init_?containers?|containers?|volumes?)$/i;

function withoutFrame(path: Path, names: readonly (string | undefined)[]): { from: number; words: string[] } {
  const start = path.length > 1 && (path[0] === 'object' || path[0] === 'manifest') ? 1 : 0;
  for (const { steps, word } of frames) {
    const end = follow(path, names, start, steps);
    const next = end === undefined ? undefined : path[end];
    if (end === undefined || typeof next !== 'string') continue;
    return { from: end, words: word === undefined || ownSubjects.test(next) ? [] : [word] };
  }
  return { from: start, words: [] };
}

/** Index after the frame's steps, jumping over the numbers of lone blocks; undefined when the path leaves it. */
function follow(
  path: Path,
  names: readonly (string | undefined)[],
  start: number,
  steps: readonly string[],
): number | undefined {
  let at = start;
  for (const step of steps) {
    if (path[at] !== step) return undefined;
    at++;
    if (path[at] === 0 && names[at] === loneBlock) at++;
  }
  return at;
}
