import type { Json } from '../model';
import { dataFields, secretsIn } from '../diff/secret-keys';
import { field, isList, isObject } from '../plan/json';
import { credentialArguments } from './command-line';
import { assignedCredentials, isPlaceholder, mayAssignCredential, namesCredential } from './credential-names';
import { shortestHidden } from './forms';
import { shapedCredentials } from './shapes';

/** Collects secrets, and the words that stay readable even where a secret equals them. */
export class Gathering {
  readonly #secrets = new Set<string>();
  readonly #open = new Set<string>();
  readonly #keys = new Set<string>();

  secrets(): string[] {
    return [...this.#secrets];
  }

  openWords(): string[] {
    return [...this.#open, ...this.#keys];
  }

  open(...words: readonly string[]): void {
    for (const word of words) this.#open.add(word);
  }

  /** Adds every scalar that `marks` covers. A mark of a strange type covers too. */
  marked(value: Json | undefined, marks: Json | undefined): void {
    if (marks === undefined || marks === null || marks === false || value === undefined) return;
    if (isList(marks)) {
      if (isList(value)) for (let index = 0; index < marks.length; index++) this.marked(value[index], marks[index]);
    } else if (isObject(marks)) {
      if (isObject(value)) for (const key in marks) this.marked(field(value, key), marks[key]);
    } else this.#everyScalar(value);
  }

  /** A Kubernetes Secret, or an object with some inside, whoever marked it: their data, in clear or in base64. */
  secretObject(value: Json): void {
    const object = isObject(value) && isObject(value['manifest']) ? value['manifest'] : value;
    if (!isObject(object)) return;
    for (const secret of [object, ...secretsIn(object)]) for (const name of dataFields) this.#everyScalar(secret[name]);
  }

  /**
   * Credentials that only their name or shape gives away, and the names that stay readable. Parts that `scanned` has in
   * the same place, scanned before, are passed over.
   */
  scan(value: Json | undefined, key: string, scanned?: Json): void {
    if (value === scanned) return;
    if (typeof value === 'string') this.#scanText(value, key);
    else if (isList(value)) {
      this.#scanArguments(value, undefined);
      for (let index = 0; index < value.length; index++)
        this.scan(value[index], key, isList(scanned) ? scanned[index] : undefined);
    } else if (isObject(value)) {
      if (isList(value['args'])) this.#scanArguments(value['args'], value['command']);
      const { name } = value;
      if (typeof name === 'string') {
        if (key === 'metadata') this.open(name);
        // `env { name = "DATABASE_PASSWORD", value = "..." }`: the name stands beside the value.
        const { value: held } = value;
        if (typeof held === 'string' && this.#isCredential(name)) this.#add(held);
      }
      if (typeof value['namespace'] === 'string') this.open(value['namespace']);
      for (const own in value) {
        this.#isCredential(own);
        this.scan(value[own], own, field(scanned, own));
      }
    }
  }

  #scanArguments(list: readonly Json[], command: Json | undefined): void {
    for (const [index, start] of credentialArguments(list, command)) this.#add(String(list[index]).slice(start));
  }

  #scanText(text: string, key: string): void {
    if (text.length < shortestHidden) return;
    if (this.#isCredential(key)) this.#add(text);
    if (text.length < 8) return;
    for (const { start, end } of shapedCredentials(text)) this.#add(text.slice(start, end));
    if (text.length >= 12 && mayAssignCredential(text))
      for (const { start, end } of assignedCredentials(text)) this.#add(text.slice(start, end));
  }

  #isCredential(key: string): boolean {
    this.#keys.add(key);
    return namesCredential(key);
  }

  #everyScalar(value: Json | undefined): void {
    if (value === undefined || value === null || typeof value === 'boolean') return;
    if (isList(value)) for (const element of value) this.#everyScalar(element);
    else if (isObject(value)) for (const key in value) this.#everyScalar(value[key]);
    else this.#add(String(value));
  }

  #add(secret: string): void {
    if (secret.length < shortestHidden || isPlaceholder(secret) || this.#secrets.has(secret)) return;
    this.#secrets.add(secret);
    for (const { start, end } of shapedCredentials(secret)) this.#add(secret.slice(start, end));
    if (mayAssignCredential(secret))
      for (const { start, end } of assignedCredentials(secret)) this.#add(secret.slice(start, end));
    const decoded = fromBase64(secret);
    if (decoded === undefined) return;
    this.#add(decoded);
    // Docker's `auth` and HTTP Basic hold `user:password`.
    if (/^[^\s:]+:[^\s]+$/.test(decoded)) this.#add(decoded.slice(decoded.indexOf(':') + 1));
  }
}

/** The text behind base64, when it is text: a Secret's `data` and Docker's `auth` are written so. */
function fromBase64(text: string): string | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  const decoded = bytes.toString('utf8');
  // eslint-disable-next-line no-control-regex
  return /^[^\x00-\x08\x0e-\x1f\x7f\ufffd]+$/.test(decoded) && Buffer.from(decoded).equals(bytes) ? decoded : undefined;
}
