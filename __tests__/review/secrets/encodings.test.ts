import fc from 'fast-check';
import { textOf } from '../../../cli/review/outputs';
import type { Review } from '../../../review/model';
import { type Format, renderers } from '../../../review/render/renderers';
import { unescaped } from '../../../review/render/unescape';
import { assertPrintsNone, SecretInOutput } from '../../../review/secrets/assert-prints-none';
import { collectSecrets } from '../../../review/secrets/collect';
import { maskReview } from '../../../review/secrets/mask-review';
import { bareReview } from '../../support/bare-review';
import { container, deployment, metadata } from '../../support/kubernetes-values';
import { created, type Entry, type Extras, planText, updated, type Values } from '../../support/plan-builder';
import { readPlan } from '../../support/read-plan';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
const go = (text: string) => inJson(text).replace(/[<>&]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);
const html = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** What people and tools do to a secret before it turns up somewhere. The first text is what may not survive. */
const encodings: Record<string, (secret: string) => readonly [hidden: string, text: string]> = {
  'as it is': (secret) => [secret, secret],
  'inside other text': (secret) => [secret, `--flag=${secret}, and more`],
  'in JSON': (secret) => [inJson(secret), JSON.stringify({ a: secret })],
  'in JSON in JSON': (secret) => [inJson(inJson(secret)), JSON.stringify({ a: JSON.stringify({ b: secret }) })],
  'in JSON as Go escapes it': (secret) => [go(secret), `{"a":"${go(secret)}"}`],
  'in base64': (secret) => [base64(secret).replace(/=+$/, ''), base64(secret)],
  'in base64 without padding': (secret) => [base64(secret).replace(/=+$/, ''), base64(secret).replace(/=+$/, '')],
  'in base64 for URLs': (secret) => [
    Buffer.from(secret).toString('base64url'),
    Buffer.from(secret).toString('base64url'),
  ],
  'in base64 after a user name': (secret) => [base64(`shop:${secret}`), base64(`shop:${secret}`)],
  'in base64 after another user name': (secret) => [base64(`user1:${secret}`), base64(`user1:${secret}`)],
  'in base64 with a newline': (secret) => [base64(`${secret}\n`), base64(`${secret}\n`)],
  'in base64 of JSON': (secret) => [base64(JSON.stringify({ a: secret })), base64(JSON.stringify({ a: secret }))],
  'in base64 twice': (secret) => [base64(base64(secret)).replace(/=+$/, ''), base64(base64(secret))],
  'in a URL': (secret) => [encodeURIComponent(secret), `https://example.org/?q=${encodeURIComponent(secret)}`],
  'in a URL with small digits': (secret) => [small(encodeURIComponent(secret)), small(encodeURIComponent(secret))],
  'in a form': (secret) => [form(secret), `a=1&b=${form(secret)}`],
  'as the password of a URL': (secret) => [
    encodeURIComponent(secret),
    `postgres://shop:${encodeURIComponent(secret)}@db/shop`,
  ],
  'in hexadecimal': (secret) => [Buffer.from(secret).toString('hex'), `0x${Buffer.from(secret).toString('hex')}`],
  'in capital hexadecimal': (secret) => [
    Buffer.from(secret).toString('hex').toUpperCase(),
    Buffer.from(secret).toString('hex').toUpperCase(),
  ],
  'in YAML quotes': (secret) => [secret.replaceAll("'", "''"), `a: '${secret.replaceAll("'", "''")}'`],
  'in shell quotes': (secret) => [secret.replaceAll("'", "'\\''"), `run '${secret.replaceAll("'", "'\\''")}'`],
  'in HTML': (secret) => [html(secret), `<b>${html(secret)}</b>`],
};
const small = (text: string) => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
const form = (text: string) =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

const address = 'kubernetes_deployment_v1.web';
const env = (value: string) => deployment({ containers: [container({ env: [{ name: 'SETTING', value }] })] });
const annotated = (value: string) => ({ ...deployment(), metadata: metadata('web', { annotations: { note: value } }) });
const settings = (value: string): Values => ({
  metadata: metadata('settings'),
  data: { 'app.conf': `first\n${value}\nlast\n` },
});

/** Where it turns up, none of them marked. */
const places: Record<
  string,
  (text: string) => { entries: readonly Entry[]; extras?: Extras; said?: readonly string[] }
> = {
  'a variable': (text) => ({ entries: [updated(address, env('old'), env(text))] }),
  'a variable that goes': (text) => ({ entries: [updated(address, env(text), env('new'))] }),
  'a new container': (text) => ({
    entries: [
      updated(
        address,
        deployment(),
        deployment({ containers: [container(), container({ name: 'side', args: [text] })] }),
      ),
    ],
  }),
  'a created object': (text) => ({ entries: [created(address, env(text))] }),
  'an annotation': (text) => ({ entries: [updated(address, annotated('old'), annotated(text))] }),
  'a file of a ConfigMap': (text) => ({
    entries: [updated('kubernetes_config_map_v1.settings', settings('old'), settings(text))],
  }),
  'an argument': (text) => ({
    entries: [updated(address, env('x'), deployment({ containers: [container({ args: ['a', text] })] }))],
  }),
  'an output': (text) => ({
    entries: [],
    extras: { outputs: { address: { actions: ['create'], before: null, after: { inside: [text] } } } },
  }),
  drift: (text) => ({ entries: [], extras: { drift: [updated(address, env('old'), env(text))] } }),
  'a sentence of the review': (text) => ({ entries: [], said: [`the value is ${text} now`] }),
  'another provider': (text) => ({
    entries: [updated('cloud_thing.x', { list: [{ name: 'a', text: 'old' }] }, { list: [{ name: 'a', text }] })],
  }),
};

const sensitive = { configuration: { root_module: { variables: { given: { sensitive: true } } } } };

function review(
  secret: string,
  place: string,
  text: string,
): { plain: Review; masked: Review; secrets: ReturnType<typeof collectSecrets> } {
  const { entries, extras = {}, said } = (places[place] as (text: string) => ReturnType<(typeof places)[string]>)(text);
  const plan = readPlan(
    planText(entries, { ...extras, ...sensitive, root: { variables: { given: { value: secret } } } }),
    { stack: 's' },
  );
  const plain = bareReview([plan], said);
  const secrets = collectSecrets([plan]);
  return { plain, masked: maskReview(plain, secrets), secrets };
}

/** JSON's own escaping undone, as the JSON renderer's `unescape` does. */
const texts = (json: string) =>
  [...json.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([text]) => JSON.parse(text) as string).join('\n');

/** At least 8 characters, not all letters: what a password generator or a person under a policy makes. */
const secret = fc
  .tuple(
    fc.string({
      unit: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...'abcdefghkmXYZ2345789') },
        { weight: 2, arbitrary: fc.constantFrom(...'!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~\\ ') },
        { weight: 1, arbitrary: fc.constantFrom('ä', 'é', '中', '😀') },
      ),
      minLength: 8,
      maxLength: 40,
    }),
    fc.nat(9999),
  )
  .map(([text, number]) => `q${text}${number}z`);

describe.each(Object.keys(encodings))('a secret %s', (name) => {
  const encode = encodings[name] as (typeof encodings)[string];
  it('survives nowhere in a masked review', () => {
    fc.assert(
      fc.property(secret, fc.constantFrom(...Object.keys(places)), (planted, place) => {
        const [hidden, text] = encode(planted);
        const { masked, secrets } = review(planted, place, text);
        const json = JSON.stringify(masked);
        expect(texts(json)).not.toContain(hidden);
        assertPrintsNone(secrets, json, texts);
      }),
      { numRuns: 120 },
    );
  });

  it('survives in no format', () => {
    fc.assert(
      fc.property(secret, fc.constantFrom(...Object.keys(places)), (planted, place) => {
        const [hidden, text] = encode(planted);
        const { masked, secrets } = review(planted, place, text);
        for (const format of Object.keys(renderers) as Format[]) {
          const shown = textOf(masked, format, secrets, { source: 'main.ts', width: 60, colour: true });
          expect(shown).not.toContain(hidden);
          expect(unescaped(format, shown)).not.toContain(hidden);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is found by the last check where nothing was masked', () => {
    fc.assert(
      fc.property(secret, (planted) => {
        const [, text] = encode(planted);
        const { plain, secrets } = review(planted, 'a variable', text);
        expect(() =>
          assertPrintsNone(secrets, JSON.stringify(plain.stacks[0]?.changes[0]?.differences), texts),
        ).toThrow(SecretInOutput);
      }),
      { numRuns: 40 },
    );
  });
});
