import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forgetOtherCopy } from '../../constructs/initialized-backend';
import { temporaryFolder } from '../support/temporary';

const initialized = {
  type: 'kubernetes',
  config: { namespace: 'state', secret_suffix: 'lab-web', config_context: 'lab', config_path: null, exec: null },
};

/** Whether Terraform's memory of this backend survives a synth with these arguments. */
function survives(backend: object, attributes: Record<string, unknown>): boolean {
  const folder = temporaryFolder();
  const memory = join(folder, '.terraform', 'terraform.tfstate');
  mkdirSync(join(folder, '.terraform'));
  writeFileSync(memory, JSON.stringify({ version: 3, backend }));
  forgetOtherCopy(folder, 'kubernetes', attributes);
  return existsSync(memory);
}

const same = { namespace: 'state', secret_suffix: 'lab-web', config_context: 'lab' };

it.each<[string, object, boolean]>([
  ['the same backend', same, true],
  ['another copy of the release', { ...same, secret_suffix: 'lab-web-test' }, false],
  ['another path of the kube configuration', { ...same, config_path: '~/.kube/config' }, false],
  ['another cluster: its state is another matter', { ...same, config_context: 'other' }, true],
  ['another place: the state may have to move', { ...same, namespace: 'other', secret_suffix: 'x' }, true],
])('%s', (_what, attributes, kept) => {
  expect(survives(initialized, attributes as Record<string, unknown>)).toBe(kept);
});

it('leaves the memory of another kind of backend to Terraform', () => {
  expect(survives({ type: 's3', config: { secret_suffix: 'a' } }, { ...same })).toBe(true);
});

it('has nothing to do before the first init', () => {
  expect(() => forgetOtherCopy(temporaryFolder(), 'kubernetes', same)).not.toThrow();
});
