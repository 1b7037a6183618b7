/** A text to look for; base64 is hidden together with the whole run of base64 it stands in. */
export interface Needle {
  readonly text: string;
  readonly isBase64: boolean;
}

/** Shorter texts turn up by chance, so they are hidden only in their own place. */
export const shortestHidden = 6;
/** A line of a longer secret that is hidden on its own. */
const shortestLine = 16;
/** Beyond this a secret is a document; its lines and its plain text are looked for, not every encoding of it. */
const longestEncoded = 16 * 1024;

/** Every form in which a secret is looked for. */
export function needlesOf(secret: string): Needle[] {
  const needles = new Map<string, Needle>();
  const add = (text: string, isBase64 = false) => {
    if (text.length >= shortestHidden && !needles.has(text)) needles.set(text, { text, isBase64 });
  };
  for (const text of partsOf(secret)) {
    add(text);
    if (text.length > longestEncoded) continue;
    for (const form of [...jsonForms(text), ...quotedForms(text), ...urlForms(text)]) add(form);
    const bytes = Buffer.from(text);
    add(bytes.toString('hex'));
    add(bytes.toString('hex').toUpperCase());
    for (const form of [text, JSON.stringify(text).slice(1, -1), Buffer.from(text).toString('base64')])
      for (const piece of base64Pieces(form)) add(piece, true);
  }
  return [...needles.values()];
}

/** The secret, without space around it, and its long lines. */
function partsOf(secret: string): string[] {
  const parts = [secret, secret.trim()];
  if (secret.includes('\n'))
    for (const line of secret.split(/\r?\n/)) if (line.trim().length >= shortestLine) parts.push(line.trim());
  return parts.filter((part) => part.length >= shortestHidden);
}

/** Inside JSON once and twice, as JavaScript and as Go (Terraform, Kubernetes) escape it. */
function jsonForms(text: string): string[] {
  const once = JSON.stringify(text).slice(1, -1);
  const goOnce = once.replace(/[<>&\u2028\u2029]/g, escapeUnit);
  const asciiOnce = goOnce.replace(/[^\x20-\x7e]/g, escapeUnit);
  const twice = [once, goOnce, asciiOnce].map((form) => JSON.stringify(form).slice(1, -1));
  return [once, goOnce, asciiOnce, once.replaceAll('/', '\\/'), ...twice];
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** In YAML and shell single quotes, and in HTML or XML. */
function quotedForms(text: string): string[] {
  const markup = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    text.replaceAll("'", "''"),
    text.replaceAll("'", String.raw`'\''`),
    text.replace(/["$`\\]/g, String.raw`\$&`),
    markup,
    markup.replaceAll('"', '&quot;'),
    markup.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    markup.replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
  ];
}

/** In a URL: as a component, strictly, with small hexadecimal digits, and as a form field. */
function urlForms(text: string): string[] {
  let component: string;
  try {
    component = encodeURIComponent(text);
  } catch {
    return []; // Half a surrogate pair has no URL form.
  }
  const strict = component.replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  const small = (form: string) => form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  const form = strict.replaceAll('%20', '+');
  return [component, strict, small(component), small(strict), form, small(form), encodeURI(text)];
}

/** Shortest piece of base64 that is looked for when a longer one may be broken over lines. */
const base64Piece = 12;

/**
 * Base64 of a text depends on where in the encoded bytes it starts: for each of the three alignments, the characters
 * that hold its bits alone; of long ones also head and tail, since base64 is often broken into lines.
 */
function base64Pieces(text: string): string[] {
  const bytes = Buffer.from(text);
  const pieces: string[] = [];
  for (const shift of [0, 1, 2]) {
    const all = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const from = Math.ceil((shift * 8) / 6);
    const to = Math.floor(((shift + bytes.length) * 8) / 6);
    const own = all.slice(from, to);
    pieces.push(own);
    if (own.length >= 2 * base64Piece) pieces.push(own.slice(0, base64Piece), own.slice(-base64Piece));
  }
  return pieces.flatMap((piece) => [piece, piece.replaceAll('+', '-').replaceAll('/', '_')]);
}
