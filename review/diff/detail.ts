import type * as Diff from 'diff';
import type { DifferenceLine, Json, Path, Side } from '../model';
import { isList } from '../plan/json';
import { leavesIn } from './readable';
import { type Spelling, spellingOf } from './spelling';
import { structureOf } from './structured-text';
import { notConfigured, walk } from './walk';

/** Unchanged lines shown around a change. */
const context = 3;
/** More edits than this are no longer read line by line, and cost too much to find. */
const mostEdits = 2000;

/** Up to this many leaves of a block that comes or goes read well on one line. */
const fewLeaves = 3;

/**
 * A line diff of two texts, or the leaves that differ when both are JSON or YAML, the elements of a list that come and
 * go, or the leaves of a whole block that does. Undefined when the two sides beside each other read better. Run it on
 * masked sides only.
 */
export function detailOf(
  before: Side,
  after: Side,
  path: Path,
  spelling: Spelling,
): readonly DifferenceLine[] | undefined {
  if (before.kind === 'absent' && after.kind === 'value') return block('+', after.value, path, spelling);
  if (after.kind === 'absent' && before.kind === 'value') return block('-', before.value, path, spelling);
  if (before.kind !== 'value' || after.kind !== 'value') return undefined;
  const [old, next] = [before.value, after.value];
  if (isScalarList(old) && isScalarList(next)) return old.length + next.length > 2 ? elements(old, next) : undefined;
  if (typeof old !== 'string' || typeof next !== 'string') return undefined;
  const [oldStructure, nextStructure] = [structureOf(old), structureOf(next)];
  if (oldStructure !== undefined && nextStructure !== undefined) return leaves(oldStructure, nextStructure);
  return old.includes('\n') || next.includes('\n') ? lines(old, next) : undefined;
}

function block(mark: '+' | '-', value: Json, path: Path, spelling: Spelling): DifferenceLine[] | undefined {
  if (typeof value === 'string' && value.includes('\n')) return value.split('\n').map((text) => ({ mark, text }));
  if (typeof value !== 'object') return undefined;
  const found = leavesIn(value, path, spelling);
  return found.length > fewLeaves ? found.map(({ label, text }) => ({ mark, text: `${label}: ${text}` })) : undefined;
}

function isScalarList(value: Json): value is readonly (string | number | boolean | null)[] {
  return isList(value) && value.every((element) => typeof element !== 'object' || element === null);
}

function library(): typeof Diff {
  // Loaded when first needed: most plans change no multi-line text, and loading costs as much as reading them.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('diff') as typeof Diff;
}

function lines(old: string, next: string): DifferenceLine[] | undefined {
  const parts = library().diffLines(old, next, { maxEditLength: mostEdits });
  if (!parts) return undefined;
  const all = parts.flatMap(({ added, removed, value }) => {
    const mark = added ? '+' : removed ? '-' : ' ';
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): DifferenceLine => ({ mark, text }));
  });
  return withinContext(all);
}

function elements(old: readonly Json[], next: readonly Json[]): DifferenceLine[] | undefined {
  const parts = library().diffArrays(old.map(shown), next.map(shown), { maxEditLength: mostEdits });
  if (!parts) return undefined;
  const all = parts.flatMap(({ added, removed, value }) => {
    const mark = added ? '+' : removed ? '-' : ' ';
    return value.map((text): DifferenceLine => ({ mark, text }));
  });
  return withinContext(all);
}

function leaves(old: Json, next: Json): DifferenceLine[] {
  const { differences } = walk(
    { before: old, after: next, unknown: undefined, beforeMarks: undefined, afterMarks: undefined },
    { spelling: spellingOf(''), replacePaths: [], configured: notConfigured },
  );
  return differences.flatMap(({ path, before, after }) => [
    ...leafLines('-', path.join('.'), before),
    ...leafLines('+', path.join('.'), after),
  ]);
}

function leafLines(mark: '-' | '+', path: string, side: Side): DifferenceLine[] {
  if (side.kind !== 'value') return [];
  const prefix = path === '' ? '' : `${path}: `;
  return shown(side.value)
    .split('\n')
    .map((text, index) => ({ mark, text: index === 0 ? prefix + text : `  ${text}` }));
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Drops unchanged lines that stand far from every change, and says so. */
function withinContext(all: readonly DifferenceLine[]): DifferenceLine[] {
  const near = new Array<boolean>(all.length).fill(false);
  all.forEach(({ mark }, index) => {
    if (mark !== ' ') near.fill(true, Math.max(0, index - context), index + context + 1);
  });
  const kept: DifferenceLine[] = [];
  let skipped = 0;
  const noteSkipped = () => {
    if (skipped > 0) kept.push({ mark: ' ', text: `... ${skipped} unchanged ${skipped === 1 ? 'line' : 'lines'}` });
    skipped = 0;
  };
  all.forEach((line, index) => {
    if (!near[index]) {
      skipped++;
      return;
    }
    noteSkipped();
    kept.push(line);
  });
  noteSkipped();
  return kept;
}
