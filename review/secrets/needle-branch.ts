import type { Needle } from './forms';
import { Piece } from './piece';

/** A needle that a text has at a place, and the next shorter one that it has there too. */
export interface Match {
  readonly needle: Needle;
  readonly shorter: Match | undefined;
}

/** How needles that begin alike go on. */
interface Parting {
  readonly common: Piece;
  /** The needle that ends with what is common to all. */
  readonly match: Match | undefined;
  /** The others, by the character that comes next. */
  readonly next: ReadonlyMap<number, NeedleBranch>;
}

/**
 * Needles with the same first characters, as a tree: thousands of passwords may begin with the name of their product,
 * and to try each of them at each such name takes seconds. Parted only as far as a text goes on like them.
 */
export class NeedleBranch {
  readonly #needles: Needle[] = [];
  #parting: Parting | undefined;

  /** `from` is how many characters the way to this branch has compared. */
  constructor(
    private readonly from = 0,
    private readonly shorter?: Match,
  ) {}

  add(needle: Needle): void {
    this.#needles.push(needle);
  }

  longestAt(text: string, at: number): Match | undefined {
    let longest: Match | undefined;
    let parting: Parting | undefined = this.#parted();
    for (let end = at; parting?.common.isAt(text, end);) {
      end += parting.common.length;
      longest = parting.match ?? longest;
      const branch = parting.next.get(text.charCodeAt(end));
      parting = branch && branch.#parted();
    }
    return longest;
  }

  #parted(): Parting {
    return (this.#parting ??= this.#part());
  }

  #part(): Parting {
    const texts = this.#needles.map(({ text }) => text);
    const first = texts[0] ?? '';
    const to = texts.reduce((least, text) => commonEnd(first, text, this.from, least), first.length);
    const needle = this.#needles.find(({ text }) => text.length === to);
    const match = needle && { needle, shorter: this.shorter };
    const next = new Map<number, NeedleBranch>();
    for (const one of this.#needles) {
      if (one.text.length === to) continue;
      const character = one.text.charCodeAt(to);
      const branch = next.get(character) ?? new NeedleBranch(to, match ?? this.shorter);
      next.set(character, branch);
      branch.add(one);
    }
    return { common: new Piece(first.slice(this.from, to)), match, next };
  }
}

/** Where two texts part that are the same up to `from`, at most at `to`. */
function commonEnd(one: string, other: string, from: number, to: number): number {
  let at = from;
  while (at < to && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}
