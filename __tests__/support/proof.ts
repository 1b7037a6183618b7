import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkout, keepProof } from '../../proof/keep-proof';

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
    /** Of the file in docs/proof, without `.json`. */
    readonly name: string,
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
    const file = join(checkout, 'docs', 'proof', `${this.name}.json`);
    const before = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as { properties: readonly Checked[] }).properties
      : [];
    const mine = new Set(this.#checked.map(({ subject }) => subject));
    const properties = [...before.filter(({ subject }) => !mine.has(subject)), ...this.#checked].sort((one, other) =>
      one.subject < other.subject ? -1 : 1,
    );
    const cases = properties.reduce((sum, one) => sum + one.cases, 0);
    keepProof(this.name, this.command, { cases, properties });
  }
}
