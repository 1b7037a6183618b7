import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { exitCodeOf, failOnOf, whyThree } from '../../cli/review/exit-code';
import { readInputs } from '../../cli/review/inputs';
import { runReview } from '../../cli/review/run';
import type { Impact } from '../../review';
import { sampleReview } from '../review/render/sample';
import { planText } from '../support/plan-builder';
import { recordedText } from '../support/recorded-plans';
import { temporaryFolder } from '../support/temporary';

const folder = temporaryFolder();
const put = (name: string, content: string | Uint8Array): string => {
  const file = join(folder, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, content);
  return file;
};
const stacksOf = (...inputs: readonly string[]): readonly string[] =>
  readInputs(inputs, undefined).map(({ stack }) => stack);

const defaults = { format: 'json', out: [], source: 'main.ts', color: false, config: put('policy.json', '{}') };
/** The command without a process around it: what it prints, and its exit code. */
async function review(inputs: readonly string[], options: object = {}) {
  let [text, complaint] = ['', ''];
  const output = {
    isTTY: false,
    columns: undefined,
    write: (more: string) => void (text += more),
    complain: (more: string) => void (complaint += more),
  };
  const code = await runReview({ ...defaults, ...options }, inputs, output);
  return { code, text, complaint };
}

describe('a stack is called by', () => {
  const plan = recordedText('terraform/update');

  it.each([
    ['its folder, when the folder is named', 'stacks/shop-web/plan.json', 'stacks/shop-web', 'shop-web'],
    [
      'its folder, when the file name says nothing',
      'stacks/shop-db/tfplan.json',
      'stacks/shop-db/tfplan.json',
      'shop-db',
    ],
    ['its file', 'web.json', 'web.json', 'web'],
    ['its file, gzip or not', 'packed.json.gz', 'packed.json.gz', 'packed'],
  ])('%s', (_, file, input, stack) => {
    put(file, file.endsWith('.gz') ? gzipSync(plan) : plan);
    expect(stacksOf(join(folder, input))).toEqual([stack]);
  });

  it('what --stack says, when there is one plan', () => {
    const [named, nameless] = [put('web.json', plan), put('stacks/shop-web/plan.json', plan)];
    expect([named, nameless].map((file) => readInputs([file], 'checkout')[0]?.stack)).toEqual(['checkout', 'checkout']);
    expect(() => readInputs([named, nameless], 'checkout')).toThrow(
      /--stack "checkout" names one plan, and 2 are given/,
    );
    expect(() => readInputs([named], ' ')).toThrow('--stack is empty: is a variable not set?');
  });

  it('a number of its own, when two have the same name', () => {
    const twice = [put('a/web.json', plan), put('b/web.json', plan)];
    expect(stacksOf(...twice)).toEqual(['web', 'web-2']);
  });
});

it('names every input that cannot be read, at once, with what to do', () => {
  mkdirSync(join(folder, 'nothing'), { recursive: true });
  mkdirSync(join(folder, 'odd/plan.json'), { recursive: true });
  put('same/plan.json', recordedText('terraform/update'));
  symlinkSync(join(folder, 'same/plan.json'), join(folder, 'link.json'));
  const inputs = [
    join(folder, 'missing.json'),
    join(folder, 'nothing'),
    put('broken.gz', Uint8Array.of(0x1f, 0x8b, 8, 0, 1)),
    put('binary', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0)),
    put('prose.json', 'hello'),
    join(folder, 'odd'),
    join(folder, 'same'),
  ];
  const message = (): string => {
    try {
      readInputs([...inputs.slice(0, -1), join(folder, 'link.json'), ...inputs.slice(-1)], undefined);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  for (const input of inputs) expect(message()).toContain(`${input}: `);
  expect(message()).toMatch(
    /no such file or folder\. Make one: terraform plan[^]*holds no plan\.json[^]*gzip cannot unpack[^]*terraform show -json/,
  );
  expect(message()).toMatch(/plan\.json in it is a folder[^]*same: it is the same plan as .*link\.json/);
});

it.each([
  ['plans of files', 'web.json', /Name the plans in it: plimsoll review '.*plans of files'\/\*\.json$/],
  ['plans-packed', 'web.json.gz', /plimsoll review [^' ]*plans-packed\/\*\.json\.gz$/],
  ['plans-of-folders', 'web/plan.json', /Name the folders in it: plimsoll review [^' ]*plans-of-folders\/\*$/],
])('says which names the plans of a folder have: %s', (name, file, message) => {
  put(join(name, file), recordedText('terraform/update'));
  expect(() => readInputs([join(folder, name)], undefined)).toThrow(message);
});

it.each([
  ['-', [], 'terraform show -json PLAN | npx plimsoll review'],
  ['web.json', ['database.json'], 'npx plimsoll review web.json database.json'],
  ['cdktf.out/stacks/lab-web', [], 'npx plimsoll review cdktf.out/stacks/lab-web'],
  [put('tf plan', ''), ['-'], `terraform show -json PLAN | npx plimsoll review '${join(folder, 'tf plan')}' -`],
])('takes no plan for an environment, as %j behind `npm run review`', async (environment, inputs, command) => {
  await expect(review(inputs, { environment })).rejects.toThrow(
    /takes the name of an environment .* is a plan to read/,
  );
  await expect(review(inputs, { environment })).rejects.toThrow(`To read it: ${command}`);
});

it.each(['lab', true])('either makes plans or reads them, also with --environment %s', async (environment) =>
  expect(review(['web.json'], { environment })).rejects.toThrow(
    'Either name plans or give --environment, which makes them and which `npm run review` gives. To read it: npx plimsoll review web.json',
  ),
);

it('refuses what goes only with, or only without, --environment, instead of leaving it unread', async () => {
  await expect(review(['web.json'], { skipSynth: true, readOnly: true })).rejects.toThrow(
    '--skip-synth and --read-only: only with --environment',
  );
  await expect(review([], { environment: 'lab', stack: 'web' })).rejects.toThrow('--stack names a plan that is read');
});

it('does not call a plan that only invokes an action one that changes nothing', async () => {
  const invokes = put(
    'invokes.json',
    planText([], { root: { action_invocations: [{ address: 'action.aws_lambda_invoke.it' }] } }),
  );
  const { code, text } = await review([invokes]);
  expect(code).toBe(2);
  expect(JSON.parse(text)).toMatchObject({ verdict: 'needs-approval', counts: { invoke: 1 } });
});

describe('the exit code is', () => {
  it.each([
    ['empty', {}, 0],
    ['update', {}, 2],
    ['output-only', {}, 2],
    ['errored', {}, 1],
    ['errored', { failOn: 'needs-approval' }, 3],
    ['errored', { failOn: 'critical' }, 1],
    ['delete', { failOn: 'needs-approval' }, 3],
    ['empty', { failOn: 'needs-approval, critical' }, 0],
  ])('of %s with %j: %d', async (name, options, code) => {
    expect((await review([put(`codes/${name}.json`, recordedText(`terraform/${name}`))], options)).code).toBe(code);
  });

  it('1 for a state, which is no plan', async () => {
    const state = put('codes/state.json', '{"format_version":"1.0","values":{"root_module":{}}}');
    expect((await review([state])).code).toBe(1);
  });

  it.each([
    ['high', 'critical', 2],
    ['high', 'high', 3],
    ['high', 'medium', 3],
    ['critical', 'info', 3],
    ['info', 'critical', 2],
  ] as const)('for a finding of severity %s with --fail-on %s: %d', (severity, failOn, code) => {
    const sample = sampleReview();
    const findings = sample.findings.slice(0, 1).map((finding) => ({ ...finding, severity }));
    expect(exitCodeOf({ ...sample, findings }, failOnOf(failOn))).toBe(code);
  });

  it('explained on standard error when it is 3, and not otherwise', async () => {
    const deletes = put('codes/delete.json', recordedText('terraform/delete'));
    expect(await review([deletes])).toMatchObject({ code: 2, complaint: '' });
    expect(await review([deletes], { failOn: 'blocked,outage,critical' })).toMatchObject({ code: 2, complaint: '' });
    const { complaint } = await review([deletes], { failOn: 'needs-approval' });
    expect(complaint).toMatch(
      /^Exit code 3, --fail-on needs-approval: the verdict is needs-approval\. .+ is deleted\.\n$/,
    );
  });

  it('3 for a finding, an impact and a verdict that blocks, each by its name', () => {
    const sample = sampleReview();
    expect(whyThree(sample, failOnOf('medium,errors-possible,outage'))).toEqual([
      '--fail-on medium: high readiness-probe-removed/lab-web.kubernetes_deployment_v1.web/web: Container web loses its readiness probe.',
      '--fail-on errors-possible: impact errors-possible on Deployment lab-web.kubernetes_deployment_v1.web: a pod that stops shows no drain',
    ]);
    expect(whyThree({ ...sample, verdict: 'blocked' }, failOnOf('needs-approval,blocked'))).toEqual([
      'blocked by policy: 1 high finding: readiness-probe-removed on lab-web',
    ]);
  });

  it.each([
    ['reduced', ['reduced', 'errors-possible', 'outage']],
    ['errors-possible', ['errors-possible', 'outage']],
    ['outage', ['outage']],
    ['unknown', ['unknown']],
  ])('3 for an impact as bad as --fail-on %s or worse: %j', (what, failing) => {
    const sample = sampleReview();
    const fails = (impact: Impact): boolean => {
      const workloads = sample.workloads.map((one) => ({ ...one, forecast: { ...one.forecast, impact } }));
      return exitCodeOf({ ...sample, workloads }, failOnOf(what)) === 3;
    };
    expect((['none', 'reduced', 'errors-possible', 'outage', 'unknown'] as const).filter(fails)).toEqual(failing);
  });

  it.each(['', ' ', ' , '])('none for --fail-on %j, which a variable that is not set gives', (text) => {
    expect(() => failOnOf(text)).toThrow(/--fail-on is empty: .*needs-approval, blocked, .*outage/);
    expect(failOnOf(undefined)).toEqual([]);
  });

  it('none for a word that --fail-on does not know, and says which it knows', () => {
    expect(() => failOnOf('outage,severe,huge')).toThrow(/"severe", "huge"; use needs-approval, .*outage/);
  });
});

describe('outputs', () => {
  const input = put('outputs.json', recordedText('terraform/update'));
  const out = (...names: readonly string[]) => ({ out: names.map((name) => name.replace('@', `${folder}/`)) });

  it('take their format from the extension or from FORMAT=FILE, and only their owner reads them', async () => {
    await review([input], out('@r.md', '@r.html', '@r.sarif', '@r.xml', '@r.txt', 'summary=@step'));
    const starts = { 'r.md': '## ', 'r.html': '<!DOCTYPE html>', 'r.sarif': '{', 'r.xml': '<?xml', step: '## ' };
    for (const [name, start] of Object.entries(starts)) {
      expect(readFileSync(join(folder, name), 'utf8').startsWith(start)).toBe(true);
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  it.each([
    [out('@x.md', '@x.pdf'), /x\.pdf" has an extension no format uses; use one of \.md, .*, or FORMAT=FILE/],
    [out('@x.md', '@x'), /x" has no extension; use one of \.md/],
    [out('@x.md', 'pdf=@y'), /--out "pdf=.*y" names no format; use one of terminal/],
    [out('@x.md', 'json=@y', 'summary=@./y'), /y" would hold json and summary; name a file for each/],
    [
      out('@x.md', '@nowhere/y.md'),
      /nowhere.y\.md" cannot be written: there is no folder .*nowhere\. Make it: mkdir -p/,
    ],
    [{ ...out('@x.md'), limit: 'many' }, /--limit "many" is not a whole number from 500/],
    [{ ...out('@x.md'), limit: '499' }, /--limit "499" is not a whole number from 500/],
    [{ ...out('@x.md'), format: 'pdf' }, /--format "pdf" names no format/],
    [{ ...out('@x.md'), format: 'toString' }, /"toString" names no format; use one of terminal/],
    [out('@x.md', 'constructor=@y'), /"constructor=.*y" names no format; use one of terminal/],
  ])('are not written at all when one of %j is wrong', async (options, message) => {
    await expect(review([input], options)).rejects.toThrow(message);
    expect(existsSync(join(folder, 'x.md'))).toBe(false);
  });
});
