import { oncePerText } from '../once';

/**
 * Names under which people keep credentials: of environment variables, map keys and attributes. A name that only
 * leads to one (`secret_name`, `PASSWORD_FILE`, `token_path`) is none, so the credential word must come last.
 */
const endsInCredential =
  /(?:pass(?:word|wd|phrase|code)|[a-z0-9][_.-]pwd|token|credentials?|(?:api|access|private|secret|signing|encryption|master|auth|account)[_-]?key|secret[_-]?key[_-]?base|connection[_-]?string|dsn)[_-]?\d*$/i;

/** Short words that are credentials at the end of a longer name only: `PWD` is where a shell stands. */
const endsInShortWord = /[A-Z0-9]_PASS_?\d*$|[a-z0-9]P(?:wd|ass)$/;

/** `secret` alone often names a Kubernetes Secret; as the end of a variable or after these words it is the thing itself. */
const endsInSecret =
  /^[A-Z0-9_]*SECRET_?\d*$|(?:client|app|shared|signing|webhook|jwt|cookie|session|oauth)[_-]?secret$/;

const exactly = new Set([
  'PW',
  'pw',
  'auth',
  'htpasswd',
  '.dockerconfigjson',
  '.dockercfg',
  'tls.key',
  'ssh-privatekey',
  'pgpass',
]);

export const namesCredential = oncePerText(
  (name) => endsInCredential.test(name) || endsInSecret.test(name) || endsInShortWord.test(name) || exactly.has(name),
);

/** Text under such a name that is no credential: a switch, nothing, or a reference to where the credential is. */
export function isPlaceholder(value: string): boolean {
  return value === '' || /^(true|false|null|none|\$\([\w.]+\)|\$\{[^}]*\})$/i.test(value.trim());
}

/** `password: x`, `"apiKey": "x"`, `db.password=x`, `?token=x` inside other text. The last group is the value. */
const assignment =
  /(["']?)\b[\w.-]{0,200}?(?:pass(?:word|wd|phrase)|[a-z0-9][_.-]pwd|token|(?:api|access|private|secret)[_-]?key|(?:client|app|shared|jwt)[_-]?secret|(?<=")auth(?="))\1\s*[:=]\s*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\$\{[^}]{0,200}\}|[^\s,;&"'}\])]+)/gi;

/** A variable of a container as JSON inside other text, which is how kubectl keeps what it applied last. */
const namedPair = /"name" ?: ?"([\w.-]{1,200})" ?, ?"value" ?: ?"((?:[^"\\]|\\.){1,1000})"/g;

/** Start and end of every credential that is assigned to a telling name inside a text, without its quotes. */
export function assignedCredentials(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const match of text.matchAll(assignment)) {
    const [whole, , value = ''] = match;
    const quotes = /^["']/.test(value) ? 1 : 0;
    const end = match.index + whole.length - quotes;
    const start = end - value.length + 2 * quotes;
    if (end > start && !isPlaceholder(text.slice(start, end))) found.push({ start, end });
  }
  for (const match of text.matchAll(namedPair)) {
    const [whole, name = '', value = ''] = match;
    const end = match.index + whole.length - 1;
    if (namesCredential(name) && !isPlaceholder(value)) found.push({ start: end - value.length, end });
  }
  return found;
}

/** Cheap test before the expression above is tried. */
export function mayAssignCredential(text: string): boolean {
  return /pass|pwd|token|key|secret|"auth"/i.test(text);
}
