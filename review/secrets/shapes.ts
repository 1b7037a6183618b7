/**
 * Credentials that can be told by their shape alone. Each form is published by whoever issues them, most of them for
 * the very purpose of being found by scanners.
 */
interface Shape {
  /** Where the form is described. */
  readonly source: string;
  readonly form: string;
}

/** Whoever wrote a plan chose its texts too, so that no form may take more than a time that grows with the text. */
export const shapes: readonly Shape[] = [
  {
    source: 'AWS IAM reference, unique identifiers: access key ids',
    form: String.raw`\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b`,
  },
  { source: 'GitHub documentation, token formats', form: String.raw`\bgh[pousr]_[A-Za-z0-9]{36,251}\b` },
  { source: 'GitHub documentation, fine-grained tokens', form: String.raw`\bgithub_pat_[A-Za-z0-9_]{36,251}\b` },
  {
    source: 'GitLab documentation, token prefixes',
    form: String.raw`\bgl(?:pat|dt|rt|ptt|soat|ft|agent|cbt|imt)-[\w-]{20,}`,
  },
  { source: 'Slack documentation, token types', form: String.raw`\bxox[abeoprs]-[A-Za-z0-9-]{10,}` },
  {
    source: 'Slack documentation, incoming webhooks',
    form: String.raw`hooks\.slack\.com\/services\/T\w+\/B\w+\/\w{16,}`,
  },
  { source: 'Stripe documentation, API keys', form: String.raw`\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}` },
  { source: 'Google Cloud documentation, API keys', form: String.raw`\bAIza[\w-]{35}` },
  { source: 'npm documentation, access tokens', form: String.raw`\bnpm_[A-Za-z0-9]{36}\b` },
  { source: 'PyPI documentation, API tokens', form: String.raw`\bpypi-[\w-]{50,}` },
  { source: 'Docker Hub documentation, access tokens', form: String.raw`\bdckr_(?:pat|oat)_[\w-]{20,}` },
  { source: 'Vault documentation, token prefixes', form: String.raw`\bhv[sbr]\.[\w-]{20,}` },
  { source: 'HCP Terraform documentation, API tokens', form: String.raw`\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}` },
  { source: 'DigitalOcean documentation, tokens', form: String.raw`\bdo[opr]_v1_[a-f0-9]{64}\b` },
  { source: 'SendGrid documentation, API keys', form: String.raw`\bSG\.[\w-]{16,}\.[\w-]{16,}` },
  { source: 'age specification, identities', form: String.raw`\bAGE-SECRET-KEY-1[0-9A-Z]{50,}` },
  { source: 'Anthropic and OpenAI documentation, API keys', form: String.raw`\bsk-(?:ant-|proj-|svcacct-)?[\w-]{32,}` },
  {
    // Inside of a word it is bounded, or each of many beginnings would search to the end of the text.
    source: 'RFC 7519, JSON Web Token in compact form',
    form: String.raw`(?:(?<![\w-])eyJ[\w-]{8,}|\beyJ[\w-]{8,500})\.eyJ[\w-]{8,}\.[\w-]{8,}`,
  },
  {
    source: 'RFC 7468, textual encoding of keys',
    form: String.raw`-----BEGIN (?:[A-Z0-9 ]{0,30} )?PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,50}-----|$)`,
  },
  {
    source: 'RFC 9110, section 11: Basic and Bearer credentials',
    form: String.raw`(?<=\b(?:Basic|Bearer) )[A-Za-z0-9+/_.~-]{16,}=*`,
  },
  {
    source: 'RFC 9110, section 11.6.2: a short one behind the name of its header',
    form: String.raw`(?<=\b[Aa]uthorization["':= ]{1,4}(?:Basic|Bearer) )[^\s"';]{6,}`,
  },
  {
    source: 'RFC 9110, section 11.6.2: a short one that is all there is, which a digit tells from words',
    form: String.raw`(?<=^(?:Basic|Bearer) )(?=\S{0,99}\d)[^\s"']{6,}$`,
  },
  // In a URL only the password is secret: user, host and path stay readable.
  {
    source: 'RFC 3986, section 3.2.1: user information',
    form: String.raw`(?<=\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s\/:@"']{0,200}:)[^\s\/@"']+(?=@)`,
  },
  {
    source: 'getopt_long(3): an option and its value as two words',
    form: String.raw`(?<=(?:^|\s)--(?:[a-z]{1,20}-){0,3}(?:password|passwd|passphrase|pwd|token|secret|(?:api|access|secret|private)-key)\s{1,4})(?:"[^"\n]{3,}"|'[^'\n]{3,}'|(?=[^\s"']*[\d!@#%^&*+=/_.:~])[^\s"'$<{-][^\s"']{2,}|[^\s"'$<{-][^\s"']{5,})`,
  },
  {
    source: 'MySQL and MariaDB documentation, client options: -p and the password as one word',
    form: String.raw`(?<=\b(?:mysql|mariadb)(?:dump|admin|check|import|show|slap|-dump|-admin|-check|-import)?\b[^\n;|&]{0,300}\s-p)[^\s"'$;|&][^\s"';|&]*`,
  },
  {
    source: 'PostgreSQL documentation, the password file: host:port:database:user:password',
    form: String.raw`(?<=(?:^|\n)[ \t]*[^\s:#]{1,255}:(?:\d{1,5}|\*):[^\s:]{1,63}:[A-Za-z_*][^\s:]{0,62}:)[^\s:]+(?=[ \t]*(?:\r?\n|$))`,
  },
  {
    source: 'curl documentation, .netrc: machine, login and password',
    form: String.raw`(?<=\b(?:machine\s{1,8}\S{1,255}|default)\s{1,8}login\s{1,8}\S{1,255}\s{1,8}password\s{1,8})\S+`,
  },
  {
    source: 'ADO.NET documentation, connection strings: a value goes to the next semicolon',
    form: String.raw`(?<=(?:^|["';\s])(?:[Ss]erver|[Hh]ost|[Dd]ata [Ss]ource|[Dd]atabase|[Ii]nitial [Cc]atalog|[Uu]ser(?: ?[Ii][Dd])?|[Uu][Ii][Dd]|[Ee]ndpoint)[ ]?=[^\n]{1,500};[ ]?(?:[Pp]assword|PASSWORD|[Pp]wd|PWD)[ ]?=[ ]?)[^;\n"']+`,
  },
  {
    source: 'ADO.NET documentation, connection strings: the password may come first',
    form: String.raw`(?<=(?:^|["'\s])(?:[Pp]assword|PASSWORD|[Pp]wd|PWD)[ ]?=[ ]?)[^;\n"'/][^;\n"']{0,200}(?=;[ ]?(?:[Ss]erver|[Hh]ost|[Dd]ata [Ss]ource|[Dd]atabase|[Ii]nitial [Cc]atalog|[Uu]ser|[Uu][Ii][Dd])[ a-zA-Z]{0,4}=)`,
  },
];

const anyShape = new RegExp(shapes.map(({ form }) => `(?:${form})`).join('|'), 'g');

/**
 * One or another of these stands in every shape. Trying it first keeps the long expression away from nearly all texts.
 */
const hint =
  /A(?:KIA|SIA|BIA|CCA|Iza|GE-S)|gh[pousr]_|github_pat|gl[a-z]{2,5}-|xox|slack\.com|k_(?:live|test)_|npm_|pypi-|dckr_|hv[sbr]\.|atlasv1|do[opr]_v1|SG\.|sk-|eyJ|PRIVATE KEY|Basic |Bearer |:\/\/[^\s/]*@|--[a-z-]{0,60}(?:pass|pwd|token|secret|key)|(?:mysql|mariadb)[^\n]{0,300} -p|:(?:\d{1,5}|\*):[^\s:]+:[^\s:]+:|login\s|(?:[Pp]assword|PASSWORD|[Pp]wd|PWD) ?=/;

/** RFC 7617: what follows is base64 of `user:password`, which tells it from the words "Basic authentication". */
const basic = /(?<=\bBasic )[A-Za-z0-9+/]{4,}={0,2}(?![\w+/=])/g;

/** Start and end of every credential in a text. */
export function shapedCredentials(text: string): { start: number; end: number }[] {
  if (text.length < 8 || !hint.test(text)) return [];
  const pairs = text.includes('Basic ') ? [...text.matchAll(basic)].filter(({ 0: found }) => holdsPair(found)) : [];
  return [...text.matchAll(anyShape), ...pairs].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}

function holdsPair(base64: string): boolean {
  return /^[ -~]*:[ -~]+$/.test(Buffer.from(base64, 'base64').toString('latin1'));
}
