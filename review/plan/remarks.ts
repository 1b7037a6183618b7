import type { Incompleteness } from '../model';

/** Collects what must be said of a plan while it is read, each thing once. */
export class Remarks {
  readonly #incomplete = new Map<string, Incompleteness>();
  readonly #unknownKeys = new Set<string>();
  readonly #notices = new Set<string>();

  incomplete(kind: Incompleteness['kind'], message: string): void {
    this.#incomplete.set(`${kind} ${message}`, { kind, message });
  }

  malformed(what: string): void {
    this.incomplete('malformed', `The plan is not as Terraform writes it: ${what}.`);
  }

  unknownAction(address: string, action: string): void {
    this.incomplete('unknown-action', `${address} has the action "${action}", which this review does not know.`);
  }

  unknownKey(name: string): void {
    this.#unknownKeys.add(name);
  }

  notice(message: string): void {
    this.#notices.add(message);
  }

  said(): {
    incomplete: readonly Incompleteness[];
    unknownKeys: readonly string[];
    notices: readonly string[];
  } {
    return {
      incomplete: [...this.#incomplete.values()],
      unknownKeys: [...this.#unknownKeys],
      notices: [...this.#notices],
    };
  }
}
