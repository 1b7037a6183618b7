import { type Needle, shortestHidden } from './forms';
import { type Match, NeedleBranch } from './needle-branch';

export interface Found {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds thousands of texts in another at once: by a table over the hash of three characters, then by the first six.
 * One expression of all alternatives is ten times slower, and asking for each alone worse still.
 */
export class NeedleIndex {
  readonly #byStart = new Map<string, NeedleBranch>();
  readonly #mayStart = new Uint8Array(1 << 16);

  constructor(needles: Iterable<Needle>) {
    for (const needle of needles) {
      const start = needle.text.slice(0, shortestHidden);
      const branch = this.#byStart.get(start) ?? new NeedleBranch();
      this.#byStart.set(start, branch);
      branch.add(needle);
      this.#mayStart[hashAt(needle.text, 0)] = 1;
    }
  }

  get isEmpty(): boolean {
    return this.#byStart.size === 0;
  }

  /** Ranges to hide, in order, overlapping ones joined. Of needles that begin at one place the longest hides most. */
  find(text: string): Found[] {
    const found: { start: number; end: number }[] = [];
    let run: Found = { start: 0, end: 0 };
    for (const { start, match } of this.#matches(text)) {
      const { isBase64, text: needle } = match.needle;
      // Hits come in order, so that one before the end of the last run is in it: no run is walked twice.
      if (isBase64 && start >= run.end) run = base64Around(text, start);
      const hit = isBase64 ? run : { start, end: start + needle.length };
      const last = found.at(-1);
      if (last && hit.start <= last.end) last.end = Math.max(last.end, hit.end);
      else found.push({ ...hit });
    }
    return found;
  }

  /** Every needle that occurs in a text, each once. */
  needlesIn(text: string): Set<string> {
    const all = new Set<string>();
    for (const { match } of this.#matches(text)) {
      // Where one is known, so are the shorter ones that it begins with.
      for (let one: Match | undefined = match; one && !all.has(one.needle.text); one = one.shorter)
        all.add(one.needle.text);
    }
    return all;
  }

  *#matches(text: string): Generator<{ start: number; match: Match }> {
    if (this.isEmpty) return;
    const last = text.length - shortestHidden;
    for (let start = 0; start <= last; start++) {
      if (this.#mayStart[hashAt(text, start)] === 0) continue;
      const match = this.#byStart.get(text.slice(start, start + shortestHidden))?.longestAt(text, start);
      if (match) yield { start, match };
    }
  }
}

function hashAt(text: string, at: number): number {
  return (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & 0xffff;
}

/** Base64 around a hit holds the rest of the first and last bits, and often a user name or another secret. */
function base64Around(text: string, at: number): Found {
  let [start, end] = [at, at];
  while (start > 0 && isBase64At(text, start - 1)) start--;
  while (end < text.length && isBase64At(text, end)) end++;
  return { start, end };
}

function isBase64At(text: string, at: number): boolean {
  return /[A-Za-z0-9+/=_-]/.test(text[at] ?? '');
}
