import { expectGolden } from '../support/golden';
import { synthesizeAll } from '../support/release';
import { addressesOf } from '../support/synth';

const release = synthesizeAll({ PLIMSOLL_ENVIRONMENT: 'all', KUBE_CONFIG_PATH: 'set' });

/** The content of app/ may change without a golden saying so; that it is part of the tag is another test's matter. */
function withoutContentHash(text: string): string {
  return text.replace(/-[0-9a-f]{12}"/g, '-<content>"').replace(/"[0-9a-f]{64}"/g, '"<content hash>"');
}

describe.each(release.stacks.map((stack) => [stack.name, stack] as const))('%s', (name, stack) => {
  // A changed line here destroys a live object and creates another one.
  it('has the addresses that live objects are known by', () => {
    expectGolden(`addresses/${name}.txt`, `${addressesOf(stack).join('\n')}\n`);
  });

  it('is the configuration that was read in review', () => {
    expectGolden(`synth/${name}.json`, `${withoutContentHash(stack.text)}\n`);
  });
});

it('describes the release for the programs that run it', () => {
  expectGolden('synth/plimsoll.json', `${withoutContentHash(JSON.stringify(release.description, undefined, 2))}\n`);
});
