import { credentialArguments } from '../../../review/secrets/command-line';
import { assignedCredentials, isPlaceholder, namesCredential } from '../../../review/secrets/credential-names';
import { needlesOf } from '../../../review/secrets/forms';
import { NeedleIndex } from '../../../review/secrets/needle-index';
import { shapedCredentials, shapes } from '../../../review/secrets/shapes';

/**
 * Whoever writes a plan chooses its texts, and a form that searches to the end from each of many beginnings would hold
 * up every review of it: 100 KB took seconds.
 */
const size = 100_000;
/** Smaller ones first: a form that is far too dear tells there, and does not hold up the test. */
const sizes = [size / 100, size / 10, size];
const most = 4;

const a = (length: number): string => 'a'.repeat(length);

/** What each form is for, by its source. Pieces of it, over and over, are near misses. */
const examples: { readonly [source: string]: string } = {
  'AWS IAM reference, unique identifiers: access key ids': 'AKIAABCDEFGHIJKLMNOP',
  'GitHub documentation, token formats': `ghp_${a(36)}`,
  'GitHub documentation, fine-grained tokens': `github_pat_${a(36)}`,
  'GitLab documentation, token prefixes': `glpat-${a(20)}`,
  'Slack documentation, token types': `xoxb-${a(10)}`,
  'Slack documentation, incoming webhooks': `hooks.slack.com/services/T1/B1/${a(16)}`,
  'Stripe documentation, API keys': `sk_live_${a(10)}`,
  'Google Cloud documentation, API keys': `AIza${a(35)}`,
  'npm documentation, access tokens': `npm_${a(36)}`,
  'PyPI documentation, API tokens': `pypi-${a(50)}`,
  'Docker Hub documentation, access tokens': `dckr_pat_${a(20)}`,
  'Vault documentation, token prefixes': `hvs.${a(20)}`,
  'HCP Terraform documentation, API tokens': `${a(14)}.atlasv1.${a(60)}`,
  'DigitalOcean documentation, tokens': `dop_v1_${a(64)}`,
  'SendGrid documentation, API keys': `SG.${a(16)}.${a(16)}`,
  'age specification, identities': `AGE-SECRET-KEY-1${a(50).toUpperCase()}`,
  'Anthropic and OpenAI documentation, API keys': `sk-proj-${a(32)}`,
  'RFC 7519, JSON Web Token in compact form': 'eyJaaaaaaaa.eyJaaaaaaaa.aaaaaaaa',
  'RFC 7468, textual encoding of keys': '-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----',
  'RFC 9110, section 11: Basic and Bearer credentials': `Bearer ${a(16)}`,
  'RFC 9110, section 11.6.2: a short one behind the name of its header': 'Authorization "Basic hunter2',
  'RFC 9110, section 11.6.2: a short one that is all there is, which a digit tells from words': 'Bearer hunter2',
  'RFC 3986, section 3.2.1: user information': 'postgres://user:word@host',
  'getopt_long(3): an option and its value as two words': '--db-password "hunter2"',
  'MySQL and MariaDB documentation, client options: -p and the password as one word': 'mysqldump -u root -phunter2',
  'PostgreSQL documentation, the password file: host:port:database:user:password': 'db:5432:shop:web:hunter2',
  'curl documentation, .netrc: machine, login and password': 'machine db login web password hunter2',
  'ADO.NET documentation, connection strings: a value goes to the next semicolon': 'Server=db;Password=hunter2',
  'ADO.NET documentation, connection strings: the password may come first': 'Password=hunter2;Server=db',
};

/** A text that begins and then repeats itself without an end. */
interface Hostile {
  readonly start: string;
  readonly piece: string;
}
const endless = (piece: string): Hostile => ({ start: '', piece });
const textOf = ({ start, piece }: Hostile, length: number): string =>
  `${start}${piece.repeat(Math.ceil(length / piece.length)).slice(0, length)}!`;

/** Characters of every class that the forms repeat, and texts in which much begins and nothing ends. */
const common: readonly Hostile[] = [
  ...['a', 'A', '0', '-', '_', ' ', '\t', '\n', '=', ':', ';', '.', '/', '"', "'", '\\"', '${ ', 'a-', 'a ', 'a.'],
  ...['token=', 'token = ', 'token="', "token='", 'token=${ ', 'token=${', '"token": "', 'token=\\"', 'token '],
  ...['password', 'password.', 'SECRET', 'SECRET_1', '--token ', '--a-', '-p', ' -p', 'Basic a', 'Basic YTpi_'],
].map(endless);

/** Beginnings and ends of the example, one after the other with something between them; and one that goes on and on. */
function nearMisses(example: string): readonly Hostile[] {
  const cuts = [0.2, 0.4, 0.6, 0.8].map((part) => Math.ceil(example.length * part));
  const pieces = [...cuts.flatMap((at) => [example.slice(0, at), example.slice(at)]), example.slice(0, -1)];
  return [
    ...pieces.flatMap((piece) => ['', '-', ' ', ';', '\n'].map((between) => endless(piece + between))),
    ...cuts.flatMap((at) => ['a', 'A', '0', ' ', 'a '].map((piece) => ({ start: example.slice(0, at), piece }))),
  ];
}

type Search = (text: string) => unknown;

/** Of processor time: the clock also runs while other processes have the processor. */
function milliseconds(search: Search, text: string): number {
  const started = process.cpuUsage();
  search(text);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

/** Looks back over 300 characters at every one, and finds nothing: more than any form needs, and in proportion. */
const baseline = (): number => milliseconds((text) => text.match(/(?<=x[^\n]{0,300})a/), textOf(endless('a'), size));
const usual = Math.min(...Array.from({ length: 4 }, baseline));

/** How much dearer a search is. What seems too dear may have been a busy machine, and is measured again beside a baseline. */
function dearness(search: Search, text: string): number {
  const share = text.length / size;
  let least = milliseconds(search, text) / (usual * share);
  for (let again = 0; again < 3 && least > most; again++)
    least = Math.min(least, milliseconds(search, text) / (Math.max(usual, baseline()) * share));
  return least;
}

const tooDear = (search: Search, texts: readonly Hostile[]): readonly Hostile[] =>
  texts.filter((one) => sizes.some((length) => dearness(search, textOf(one, length)) > most));

it.each(shapes.map(({ source, form }) => [source, form] as const))(
  'takes its time in proportion: %s',
  (source, form) => {
    const shape = new RegExp(form, 'g');
    const example = examples[source] ?? '';
    expect(example.match(shape)).not.toBeNull();
    expect(tooDear((text) => [...text.matchAll(shape)], [...common, ...nearMisses(example)])).toEqual([]);
  },
);

const searches: { readonly [name: string]: Search } = {
  'all forms together': shapedCredentials,
  assignments: assignedCredentials,
  'telling names': namesCredential,
  placeholders: isPlaceholder,
  arguments: (text) => credentialArguments(['mysql', `--${text}`, text, '--token', text, `-p${text}`], undefined),
};

it.each(Object.entries(searches))('takes its time in proportion: %s', (_, search) => {
  const all = Object.values(examples).flatMap((example) => [example, example.slice(0, -1)]);
  expect(tooDear(search, [...common, ...all.map(endless)])).toEqual([]);
});

const manySecrets = Array.from({ length: 4000 }, (_, index) => `prefix-${index}-${index.toString(36)}`);
/** Secrets of a plan, and what somebody who knows them repeats elsewhere in it. */
const planted: { readonly [name: string]: readonly [secrets: readonly string[], pieces: readonly string[]] } = {
  'a run of base64 that is full of one secret': [['000000'], ['MDAw']],
  'thousands of secrets that begin alike': [manySecrets, ['prefix', 'prefix-', 'prefix-1', 'prefix-3999-']],
  'a long secret that repeats itself, and its end': [[`${a(size / 2)}b`], ['a', `${a(size / 4)}b`]],
};

it.each(Object.entries(planted))('takes its time in proportion: %s', (_, [secrets, pieces]) => {
  const index = new NeedleIndex(secrets.flatMap(needlesOf));
  const texts = pieces.map(endless);
  expect(tooDear((text) => index.find(text), texts)).toEqual([]);
  expect(tooDear((text) => index.needlesIn(text), texts)).toEqual([]);
});
