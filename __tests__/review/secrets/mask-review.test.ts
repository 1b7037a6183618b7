import type { Difference } from '../../../review/model';
import { readPlan } from '../../support/read-plan';
import { assertPrintsNone, SecretInOutput } from '../../../review/secrets/assert-prints-none';
import { collectSecrets } from '../../../review/secrets/collect';
import { hideInValueText } from '../../../review/secrets/hide';
import { maskReview } from '../../../review/secrets/mask-review';
import { bareReview } from '../../support/bare-review';
import { container, deployment, metadata } from '../../support/kubernetes-values';
import { created, type Entry, type Extras, planText, updated, type Values } from '../../support/plan-builder';
import { recordedPlan } from '../../support/recorded-plans';

const address = 'kubernetes_deployment_v1.web';

function masked(entries: readonly Entry[], extras: Extras = {}, said: readonly string[] = []) {
  const plan = readPlan(planText(entries, extras), { stack: 'lab-web' });
  const review = maskReview(bareReview([plan], said), collectSecrets([plan]));
  return {
    review,
    text: JSON.stringify(review),
    differences: review.stacks.flatMap(({ changes }) => changes.flatMap(({ differences }) => differences)),
  };
}
const sides = ({ label, before, after }: Difference) => [label, before, after];
const given = (value: string, extras: Extras = {}): Extras => ({
  ...extras,
  configuration: { root_module: { variables: { given: { sensitive: true } } } },
  root: { variables: { given: { value } } },
});
const env = (name: string, value: string) => deployment({ containers: [container({ env: [{ name, value }] })] });

describe('in its own place', () => {
  it('hides marked values of any length and any kind, and tells their size', () => {
    const change = updated(
      'cloud_thing.x',
      { pin: '1', number: 12, list: ['a'] },
      { pin: '22', number: 13, list: ['b'] },
      {
        beforeSensitive: { pin: true, number: true, list: true },
        afterSensitive: { pin: true, number: true, list: [true] },
      },
    );
    expect(masked([change]).differences.map(sides)).toEqual([
      ['pin', { kind: 'masked', size: 1 }, { kind: 'masked', size: 2 }],
      ['number', { kind: 'masked', size: 2 }, { kind: 'masked', size: 2 }],
      ['list', { kind: 'value', value: ['(hidden)'] }, { kind: 'value', value: ['(hidden)'] }],
    ]);
  });

  it.each([
    'DATABASE_PASSWORD',
    'API_TOKEN',
    'apiKey',
    'SECRET_KEY_BASE',
    'CLIENT_SECRET',
    'db-password',
    'DB_PWD',
    'MYSQL_PWD',
    'db.pwd',
    'dbPwd',
    'SMTP_PASSWD',
    'KEY_PASSPHRASE',
    'DB_PASS',
  ])('hides what the variable %s holds', (name) => {
    const { text, differences } = masked([updated(address, env(name, 'one'), env(name, 'two'))]);
    expect(differences).toHaveLength(1);
    expect(text).not.toMatch(/"one"|"two"/);
  });

  it.each(['PASSWORD_FILE', 'TOKEN_PATH', 'secret_name', 'KEY', 'LOG_LEVEL', 'PWD', 'OLDPWD', 'BYPASS', 'pwd_path'])(
    'shows what the variable %s holds',
    (name) => {
      expect(masked([updated(address, env(name, 'one'), env(name, 'two'))]).differences.map(sides)).toEqual([
        [`container web > env ${name}`, { kind: 'value', value: 'one' }, { kind: 'value', value: 'two' }],
      ]);
    },
  );

  it('hides all of a Secret, whoever marked it, and keeps what becomes of each key', () => {
    const secret = (data: Values) => ({ metadata: metadata('s'), data });
    const { review, text } = masked([
      updated('kubernetes_secret_v1.s', secret({ a: 'x', b: 'long-enough' }), secret({ a: 'y', b: 'long-enough' })),
    ]);
    expect(review.stacks[0]?.changes[0]?.secretKeys).toEqual([
      { key: 'a', state: 'changed', bytesBefore: 1, bytesAfter: 1 },
      { key: 'b', state: 'same', bytesBefore: 11, bytesAfter: 11 },
    ]);
    expect(text).not.toMatch(/"x"|"y"|long-enough/);
  });

  it('hides a Secret that is a manifest, in base64 and decoded elsewhere', () => {
    const manifest = (password: string) => ({
      manifest: { kind: 'Secret', data: { password: Buffer.from(password).toString('base64') } },
    });
    const { text } = masked([
      updated('kubernetes_manifest.s', manifest('correct horse'), manifest('battery staple')),
      updated(address, env('A', 'x'), env('A', 'with battery staple inside')),
    ]);
    expect(text).not.toMatch(/battery|Y29ycmVjd|YmF0dGVye/);
  });

  it('empties the change as it was read', () => {
    const { review } = masked([updated(address, env('A', 'some-value'), env('A', 'other-value'))]);
    expect(review.stacks[0]?.changes[0]?.raw).toMatchObject({ before: null, after: null });
  });
});

describe('elsewhere', () => {
  it('hides six characters and not five', () => {
    expect(masked([updated(address, env('A', 'x'), env('A', 'say abc123 now'))], given('abc123')).text).not.toContain(
      'abc123',
    );
    expect(masked([updated(address, env('A', 'x'), env('A', 'say abc12 now'))], given('abc12')).text).toContain(
      'abc12',
    );
  });

  it.each([
    ['a word of an address or name', 'kubernetes_deployment_v1.production-web', 'production'],
    ['the name of an object', address, 'storefront'],
    ['a namespace', address, 'shop-eu-west'],
    ['a JSON key', address, 'containers'],
    ['a word of the review itself', address, 'outage'],
    ['the stack', address, 'lab-web'],
  ])('keeps %s readable', (_, at, secret) => {
    const named = { metadata: metadata('the-storefront', { namespace: 'shop-eu-west' }) };
    const value = { ...deployment(), ...named };
    const { review } = masked([updated(at, { ...value, containers: 1 }, { ...value, containers: 2 })], given(secret), [
      `${secret} stays`,
    ]);
    expect(review.verdictReasons).toEqual([`${secret} stays`]);
  });

  it('still hides such a word in its own place', () => {
    const change = updated(
      'cloud_thing.production',
      { a: 'staging' },
      { a: 'production' },
      { afterSensitive: { a: true } },
    );
    expect(masked([change]).differences[0]?.after).toEqual({ kind: 'masked', size: 10 });
  });

  it('hides the long lines of a secret one by one, before any line diff', () => {
    const key = 'first line of the key 1\nshort\nsecond line of the key\n';
    const file = (text: string) => ({ metadata: metadata('c'), data: { 'app.conf': text } });
    const { text, differences } = masked(
      [updated('kubernetes_config_map_v1.c', file('a\nb\n'), file('a\n  second line of the key\nb\n'))],
      given(key),
    );
    expect(text).not.toContain('second line');
    expect(differences[0]?.detail?.map(({ mark, text }) => mark + text)).toEqual([' a', '+  (hidden)', ' b']);
  });

  it('says so when only hidden text in a value changes', () => {
    const { differences } = masked([
      updated(address, env('A', 'https://u:hunter2-one@h'), env('A', 'https://u:hunter2-two@h')),
    ]);
    expect(differences[0]).toMatchObject({
      before: { value: 'https://u:(hidden)@h' },
      detail: [{ text: 'only hidden text in it changes' }],
    });
  });

  it('finds the password in Docker credentials', () => {
    const auth = Buffer.from('robot:pull-me-in').toString('base64');
    const config = JSON.stringify({ auths: { 'registry.example': { auth } } });
    const { text } = masked([
      created('kubernetes_secret_v1.s', { data: { '.dockerconfigjson': config } }),
      updated(address, env('A', 'x'), env('A', 'pull-me-in please')),
    ]);
    expect(text).not.toContain('pull-me-in');
  });
});

it('hides nothing but secrets in a recorded plan', () => {
  const plan = recordedPlan('terraform/sensitive');
  const review = maskReview(bareReview([plan]), collectSecrets([plan]));
  const { changes, outputs } = review.stacks[0] as (typeof review.stacks)[number];
  expect(changes[0]?.differences.map(sides).map(([label, , after]) => [label, after])).toEqual([
    ['input > base64', { kind: 'masked', size: 36 }],
    ['input > connection', { kind: 'masked', size: 51 }],
    ['input > json', { kind: 'masked', size: 50 }],
    ['input > password', { kind: 'masked', size: 21 }],
    ['input > plain', { kind: 'value', value: '2' }],
  ]);
  expect(outputs.map(({ name, after }) => [name, after.kind])).toEqual([
    ['password', 'masked'],
    ['plain', 'value'],
  ]);
});

describe('credentials known by their shape', () => {
  const none = collectSecrets([]);
  it.each([
    ['AKIA' + 'ABCDEFGHIJKLMNOP'],
    ['ghp_' + 'a1B2'.repeat(9)],
    ['github_pat_' + 'a1B2'.repeat(12)],
    ['glpat-' + 'x1Y2z3'.repeat(4)],
    ['xoxb-' + '123456789012-abcdef'],
    ['sk_live_' + 'abcdEFGH1234'],
    ['AIza' + 'x'.repeat(35)],
    ['npm_' + 'a1B2'.repeat(9)],
    ['hvs.' + 'x1Y2'.repeat(6)],
    ['eyJhbGciOiJIUzI1NiJ9.' + 'eyJzdWIiOiIxMjM0In0.' + 'c2lnbmF0dXJlLWhlcmU'],
    ['-----BEGIN PRIVATE KEY-----\n' + 'MIIBVAIBADANBg\n-----END PRIVATE KEY-----'],
    ['-----BEGIN RSA PRIVATE KEY-----\n' + 'cut off in the middle'],
  ])('hides %s', (credential) => {
    expect(hideInValueText(none, `before ${credential} after`)).toBe(
      credential.includes('cut off') ? 'before (hidden)' : 'before (hidden) after',
    );
  });

  it.each([
    ['postgres://shop:pa55@db/shop', 'postgres://shop:(hidden)@db/shop'],
    ['Authorization: Bearer abcdefgh12345678', 'Authorization: Bearer (hidden)'],
    ...['Bearer authentication', '{"name":"MODE","value":"hunter2"}'].map((text): [string, string] => [text, text]),
    ['proxy_set_header Authorization "Basic c2hvcA==";', 'proxy_set_header Authorization "Basic (hidden)";'],
    ['{"name":"DB_PASSWORD","value":"hunter2"}', '{"name":"DB_PASSWORD","value":"(hidden)"}'],
    ['{"password": "a b"}', '{"password": "(hidden)"}'],
    ["db.password='x y' # note", "db.password='(hidden)' # note"],
    ['?user=a&token=abc&x=1', '?user=a&token=(hidden)&x=1'],
    ['run --token hunter2 --port 1', 'run --token (hidden) --port 1'],
    ['run --db-password "a b c" now', 'run --db-password (hidden) now'],
    ['run --password=hunter2 now', 'run --password=(hidden) now'],
    ['mysqldump -u root -phunter2 shop', 'mysqldump -u root -p(hidden) shop'],
    ['/usr/bin/mysql -ppa55 -e "select 1"', '/usr/bin/mysql -p(hidden) -e "select 1"'],
    ['# all\ndb:5432:shop:web:hunter2\n*:*:*:admin:pa55', '# all\ndb:5432:shop:web:(hidden)\n*:*:*:admin:(hidden)'],
    ['machine example.org login web password hunter2', 'machine example.org login web password (hidden)'],
    ['machine example.org\n  login web\n  password pa55\n', 'machine example.org\n  login web\n  password (hidden)\n'],
    ['Authorization: Basic dTpw', 'Authorization: Basic (hidden)'],
    ['Server=db;User Id=web;Password=a,b c;Timeout=3', 'Server=db;User Id=web;Password=(hidden);Timeout=3'],
    ['Pwd=hunter2;Server=db', 'Pwd=(hidden);Server=db'],
    ['export DB_PWD=hunter2', 'export DB_PWD=(hidden)'],
    ['by-web-eyJhbGciOiJIUzI1NiJ9.' + 'eyJzdWIiOiIxMjM0In0.' + 'c2lnbmF0dXJlLWhlcmU', 'by-web-(hidden)'],
  ])('hides only the credential in %s', (text, expected) => {
    expect(hideInValueText(none, text)).toBe(expected);
  });

  it('hides a JSON Web Token with a long header', () => {
    const token = `eyJ${'x5c-'.repeat(800)}.` + 'eyJzdWIiOiIxMjM0In0.' + 'c2lnbmF0dXJlLWhlcmU';
    expect(hideInValueText(none, `id ${token}`)).toBe('id (hidden)');
  });

  it.each([
    'registry.example/web:1.0.0',
    'https://example.org/path',
    'sha256:' + 'a'.repeat(64),
    'secretName: web',
    'token: true',
    'password: ${var.x}',
    'tokens: 5',
    'run --token-file /x --port 1',
    'run --password-stdin --yes',
    'run --token $(TOKEN) --password $PASSWORD',
    'run --token --port 1',
    'PWD=/app npm start',
    'cd x; PWD=/app npm start',
    'mysql -P 3306 --protocol tcp -p -h db',
    'psql -p5432 -h db',
    'postgres -h mysql ; nc -p8080',
    '127.0.0.1:8080:80:tcp',
    'root:x:0:0:root:/root:/bin/bash',
    '00:11:22:33:44:55',
    'Basic authentication and Basic dGVzdA==',
    'the login password is in the vault',
    'Server=db;User Id=web;Timeout=3',
  ])('leaves %s alone', (text) => {
    expect(hideInValueText(none, text)).toBe(text);
  });
});

describe('arguments', () => {
  const run = (more: Values) => deployment({ containers: [container(more)] });
  const argsOf = (args: readonly string[], more: Values = {}) =>
    masked([updated(address, run({ args: ['serve'], ...more }), run({ args, ...more }))]).text;

  it.each([
    [['--token', 'hunter2-a', '--port', '80']],
    [['--db-password', 'pa55']],
    [['mysqladmin', 'ping', '-phunter2-a']],
    [['sh', '-c', 'mysql -phunter2-a']],
  ])('hide the credential in %j', (args) => {
    const text = argsOf(args);
    expect(text).toContain('(hidden)');
    expect(text).not.toMatch(/hunter2-a|pa55/);
  });

  it('hide the password of a MySQL client that is named as the command', () => {
    expect(argsOf(['-h', 'db', '-phunter2-a'], { command: ['mysqldump'] })).not.toContain('hunter2-a');
  });

  it('hide the credential wherever it comes back', () => {
    const entries = [updated(address, run({ args: [] }), run({ args: ['--token', 'hunter2-a'] }))];
    expect(masked(entries, {}, ['hunter2-a was refused']).review.verdictReasons).toEqual(['(hidden) was refused']);
  });

  it.each([
    [['--token-file', '/run/token', '--password-file', '/x']],
    [['--token', '--verbose']],
    [['--token', '$(TOKEN)']],
    [['-p8080', '--protocol', 'tcp']],
    [['node', '--pwd-check', 'yes', 'PWD=/app']],
  ])('show what is none in %j', (args) => expect(argsOf(args)).not.toContain('(hidden)'));
});

describe('the last check', () => {
  const plan = readPlan(planText([], given('hunter2-secret')), { stack: 's' });
  const secrets = collectSecrets([plan]);

  it('refuses a text with a secret and does not repeat it', () => {
    expect(() => assertPrintsNone(secrets, 'it is hunter2-secret')).toThrow(SecretInOutput);
    expect(() => assertPrintsNone(secrets, 'it is hunter2-secret')).not.toThrow(/hunter2/);
  });

  it('looks behind the escaping of a format', () => {
    const unescape = (text: string) => text.replaceAll('&#45;', '-');
    expect(() => assertPrintsNone(secrets, 'hunter2&#45;secret', unescape)).toThrow(SecretInOutput);
  });

  it('lets pass what the format itself says', () => {
    expect(() =>
      assertPrintsNone(secrets, '<style>hunter2-secret</style>', undefined, () => '<style>hunter2-secret</style>'),
    ).not.toThrow();
  });

  it('lets everything else pass', () => {
    expect(() => assertPrintsNone(secrets, 'nothing here: hunter2-secre t')).not.toThrow();
  });
});
