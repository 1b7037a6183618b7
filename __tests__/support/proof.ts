import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';

interface Checked {
  readonly subject: string;
  readonly cases: number;
  readonly seed: number;
}

/**
 * Properties that an ordinary test run tries on few cases. `command` tries them on many (`cases` and PLIMSOLL_KEEP_PROOF
 * come from it) and keeps in docs/proof what it tried.
 */
export class Proof {
  readonly #checked: Checked[] = [];

  constructor(
    readonly file: string,
    readonly command: string,
    readonly cases: number,
  ) {}

  /** Checks a property over a share of all cases; one that fails, fails the test and shows the smallest such case. */
  holds<Values>(subject: string, property: fc.IProperty<Values>, share = 1): void {
    const outcome = fc.check(property, { numRuns: Math.ceil(this.cases * share) });
    if (outcome.failed) throw new Error(fc.defaultReportMessage(outcome));
    this.#checked.push({ subject, cases: outcome.numRuns, seed: outcome.seed });
  }

  /** Writes down what held, beside what other files have proved before; only when it is asked for. */
  keep(): void {
    if (process.env.PLIMSOLL_KEEP_PROOF === undefined) return;
    const file = path.join(__dirname, '../../docs/proof', this.file);
    const before = fs.existsSync(file)
      ? (JSON.parse(fs.readFileSync(file, 'utf8')) as { properties: readonly Checked[] }).properties
      : [];
    const mine = new Set(this.#checked.map(({ subject }) => subject));
    const properties = [...before.filter(({ subject }) => !mine.has(subject)), ...this.#checked].sort((one, other) =>
      one.subject < other.subject ? -1 : 1,
    );
    const total = properties.reduce((sum, { cases }) => sum + cases, 0);
    const text = JSON.stringify({ command: this.command, cases: total, properties }, null, 2);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `${text}\n`);
  }
}
