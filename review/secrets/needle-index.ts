import { type Needle, shortestHidden } from './forms';

export interface Found {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds thousands of texts in another at once: by a table over the hash of three characters, then by the first six.
 * One expression of all alternatives is ten times slower, and asking for each alone worse still.
 */
export class NeedleIndex {
  readonly #byStart = new Map<string, Needle[]>();
  readonly #mayStart = new Uint8Array(1 << 16);

  constructor(needles: Iterable<Needle>) {
    for (const needle of needles) {
      const start = needle.text.slice(0, shortestHidden);
      (this.#byStart.get(start) ?? this.#byStart.set(start, []).get(start))?.push(needle);
      this.#mayStart[hashAt(needle.text, 0)] = 1;
    }
    // The longest first, so that what hides more wins.
    for (const list of this.#byStart.values()) list.sort((one, other) => other.text.length - one.text.length);
  }

  get isEmpty(): boolean {
    return this.#byStart.size === 0;
  }

  /** Ranges to hide, in order, overlapping ones joined. */
  find(text: string): Found[] {
    const found: { start: number; end: number }[] = [];
    for (const { start, needle } of this.#hits(text, true)) {
      const hit = rangeOf(text, start, needle);
      const last = found.at(-1);
      if (last && hit.start <= last.end) last.end = Math.max(last.end, hit.end);
      else found.push(hit);
    }
    return found;
  }

  /** Every needle that occurs in a text, each once. */
  needlesIn(text: string): Set<string> {
    const all = new Set<string>();
    for (const { needle } of this.#hits(text, false)) all.add(needle.text);
    return all;
  }

  *#hits(text: string, longestOnly: boolean): Generator<{ start: number; needle: Needle }> {
    if (this.isEmpty) return;
    const last = text.length - shortestHidden;
    for (let at = 0; at <= last; at++) {
      if (this.#mayStart[hashAt(text, at)] === 0) continue;
      const candidates = this.#byStart.get(text.slice(at, at + shortestHidden));
      if (!candidates) continue;
      for (const needle of candidates) {
        if (!text.startsWith(needle.text, at)) continue;
        yield { start: at, needle };
        if (longestOnly) break;
      }
    }
  }
}

function hashAt(text: string, at: number): number {
  return (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & 0xffff;
}

/** Base64 around a hit holds the rest of the first and last bits, and often a user name or another secret. */
function rangeOf(text: string, at: number, { text: { length }, isBase64 }: Needle): { start: number; end: number } {
  let [start, end] = [at, at + length];
  if (!isBase64) return { start, end };
  while (start > 0 && isBase64At(text, start - 1)) start--;
  while (end < text.length && isBase64At(text, end)) end++;
  return { start, end };
}

function isBase64At(text: string, at: number): boolean {
  return /[A-Za-z0-9+/=_-]/.test(text[at] ?? '');
}
