/** A shorter piece is compared anew at every place. */
const long = 64;

/**
 * A text that is looked for at places of another, from left to right. Where both repeat themselves (`aaaa…`), a long
 * piece is almost there at place after place: what a place before has compared is not compared again (Z-algorithm:
 * Gusfield, Algorithms on Strings, Trees and Sequences, section 1.4).
 */
export class Piece {
  #searched = '';
  /** From here to there the text searched is known to be as the piece begins. */
  #start = 0;
  #end = 0;
  #repeats: Uint32Array | undefined;

  constructor(private readonly piece: string) {}

  get length(): number {
    return this.piece.length;
  }

  isAt(text: string, at: number): boolean {
    if (this.length < long) return text.startsWith(this.piece, at);
    if (text !== this.#searched || at < this.#start) this.#start = this.#end = at;
    this.#searched = text;
    const known = Math.max(0, this.#end - at);
    if (known > 0) {
      this.#repeats ??= repeatsOf(this.piece);
      if ((this.#repeats[at - this.#start] ?? 0) < known) return false;
    }
    const same = sameFrom(known, this.piece, text, at);
    [this.#start, this.#end] = [at, at + same];
    return same === this.length;
  }
}

/** For each place of a text, how many characters from there on are as the text begins. */
function repeatsOf(text: string): Uint32Array {
  const repeats = new Uint32Array(text.length);
  repeats[0] = text.length;
  let [start, end] = [0, 0];
  for (let at = 1; at < text.length; at++) {
    const before = at < end ? Math.min(repeats[at - start] ?? 0, end - at) : 0;
    const same = at + before < end ? before : sameFrom(before, text, text, at);
    repeats[at] = same;
    if (at + same > end) [start, end] = [at, at + same];
  }
  return repeats;
}

/** How many characters of a piece stand at a place of a text, when so many are known to. */
function sameFrom(known: number, piece: string, text: string, at: number): number {
  let same = known;
  while (same < piece.length && text.charCodeAt(at + same) === piece.charCodeAt(same)) same++;
  return same;
}
