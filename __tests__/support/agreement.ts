import type fc from 'fast-check';
import { Proof } from './proof';

/** Random releases, forecast and played; each property takes its shares (of ten) of all. */
const proof = new Proof(
  'forecast-simulator',
  'npm run prove:forecast-simulator',
  Number(process.env.PLIMSOLL_SIMULATED_RELEASES ?? 800),
);

export const agrees = <Values>(subject: string, property: fc.IProperty<Values>, shares = 1): void =>
  proof.holds(subject, property, shares / 10);

export const keepProof = (): void => proof.keep();
