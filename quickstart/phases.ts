import type { PhaseTime } from './summary';

/** Runs one phase after the other, says where it is, and keeps how long each took. */
export class Phases {
  readonly times: PhaseTime[] = [];
  /** What an interruption or an error happened in; absent between phases. */
  current: string | undefined;

  async run<Result>(phase: string, usually: string, work: () => Promise<Result>): Promise<Result> {
    this.current = phase;
    process.stdout.write(`\n== ${phase} (usually ${usually})\n`);
    const started = performance.now();
    const result = await work();
    this.times.push({ phase, seconds: (performance.now() - started) / 1000 });
    this.current = undefined;
    return result;
  }
}
