import { checkPolicy, mistakesIn, PolicyMistakes } from '../../../review/policy/check';
import { defaultPolicy } from '../../../review/policy/defaults';

it('accepts nothing at all, and keeps every default', () => {
  expect(checkPolicy({}, 'plimsoll.config.json')).toEqual(defaultPolicy);
});

it('puts what is given over the defaults', () => {
  const policy = checkPolicy(
    {
      severities: { privileged: 'critical' },
      thresholds: { changedObjects: 5 },
      verdict: { deletion: 'blocked' },
      protected: ['web.kubernetes_secret_v1.*'],
      assumptions: [{ workload: 'shop/web', holds: 'no-traffic', because: 'a worker' }],
      providers: { 'hashicorp/kubernetes': '2.38.0' },
      waivers: [
        { finding: 'privileged/web.kubernetes_pod_v1.x/c', owner: 'web', reason: 'why not', until: '2028-02-29' },
      ],
    },
    'plimsoll.config.json',
  );
  expect(policy.severities).toEqual({ privileged: 'critical' });
  expect(policy.thresholds).toEqual({ ...defaultPolicy.thresholds, changedObjects: 5 });
  expect(policy.verdict).toEqual({ ...defaultPolicy.verdict, deletion: 'blocked' });
  expect(policy.waivers).toHaveLength(1);
});

it('says all mistakes at once, each with place, value and way on', () => {
  const wrong = {
    severity: {},
    severities: { privilged: 'high', privileged: 'fatal' },
    thresholds: { resourceCut: 2 },
    verdict: { incomplete: 'routine', deletion: 'stop' },
    protected: 'everything',
    waivers: [{ finding: 'privileged', owner: ' ', until: '2027-02-30' }],
    rules: [{ id: 'Own Rule', severity: 'low', what: 'x', why: 'y', remedy: 'z' }],
  };
  const mistakes = mistakesIn(wrong);
  expect(mistakes).toEqual([
    expect.stringMatching(/^severity: unknown; .*did you mean severities\?$/),
    'severities.privilged: no rule is called so; did you mean privileged?',
    'severities.privileged: "fatal" is not one of critical, high, medium, low, info, off',
    'thresholds.resourceCut: 2 is not a number from 0 to 1',
    'verdict.incomplete: a release that is not fully known cannot be routine; use needs-approval or blocked',
    expect.stringContaining('verdict.deletion: "stop" is not one of'),
    'protected: "everything" is not a list',
    'waivers[0].reason: missing',
    'waivers[0].finding: "privileged" is not a fingerprint; copy it from a review: rule/stack.address/subject',
    'waivers[0].owner: " " is not an owner',
    'waivers[0].until: "2027-02-30" is not a day; write YYYY-MM-DD',
    'rules[0].id: "Own Rule" is not a name in small letters, digits and dashes',
    expect.stringContaining('rules[0].check: undefined is not a function'),
  ]);
  expect(() => checkPolicy(wrong, 'plimsoll.config.yaml')).toThrow(PolicyMistakes);
  expect(() => checkPolicy(wrong, 'plimsoll.config.yaml')).toThrow(
    /^plimsoll\.config\.yaml has 13 mistakes:\n {2}severity/,
  );
});

it.each([null, [], 'text', 3])('refuses %j as a policy', (file) => {
  expect(mistakesIn(file)).toHaveLength(1);
});

it('refuses a waiver for a rule that does not exist, and names the nearest', () => {
  const waiver = { finding: 'readines-probe-removed/web.x.y/', owner: 'a', reason: 'b', until: '2027-01-01' };
  expect(mistakesIn({ waivers: [waiver] })).toEqual([expect.stringContaining('did you mean readiness-probe-removed?')]);
});

it('knows own rules by name', () => {
  const rule = { id: 'no-friday', severity: 'low', what: 'x', why: 'y', remedy: 'z', on: 'change', check: () => [] };
  expect(mistakesIn({ rules: [rule], severities: { 'no-friday': 'high' } })).toEqual([]);
  expect(mistakesIn({ rules: [{ ...rule, id: 'privileged' }] })).toEqual([
    'rules[0].id: privileged is one of our own rules',
  ]);
});
