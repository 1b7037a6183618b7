import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';

/**
 * How many random releases are played in all. The ordinary run plays few; `npm run prove:forecast-simulator` plays more,
 * and keeps what it played in docs/proof.
 */
const releases = Number(process.env.PLIMSOLL_SIMULATED_RELEASES ?? 800);
const shares = 10;
const proof = path.join(__dirname, '../../docs/proof/forecast-simulator.json');

interface Agreement {
  readonly subject: string;
  readonly releases: number;
  readonly seed: number;
}

const agreed: Agreement[] = [];

/** Checks a property over its shares (of ten) of all releases; a case that disagrees fails the test with that case. */
export function agrees<Values>(subject: string, property: fc.IProperty<Values>, of = 1): void {
  const outcome = fc.check(property, { numRuns: Math.ceil((releases * of) / shares) });
  if (outcome.failed) throw new Error(fc.defaultReportMessage(outcome));
  agreed.push({ subject, releases: outcome.numRuns, seed: outcome.seed });
}

/** Writes down what agreed, beside what other files have proved before; only when it is asked for. */
export function keepProof(): void {
  if (process.env.PLIMSOLL_KEEP_PROOF === undefined) return;
  const kept = fs.existsSync(proof)
    ? (JSON.parse(fs.readFileSync(proof, 'utf8')) as { agreements: readonly Agreement[] }).agreements
    : [];
  const mine = new Set(agreed.map(({ subject }) => subject));
  const agreements = [...kept.filter(({ subject }) => !mine.has(subject)), ...agreed].sort((one, other) =>
    one.subject < other.subject ? -1 : 1,
  );
  const total = agreements.reduce((sum, one) => sum + one.releases, 0);
  const text = { command: 'npm run prove:forecast-simulator', releases: total, agreements };
  fs.mkdirSync(path.dirname(proof), { recursive: true });
  fs.writeFileSync(proof, `${JSON.stringify(text, null, 2)}\n`);
}
