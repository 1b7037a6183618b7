import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planStacks } from '../../release/plan-stacks';
import { Terraform } from '../../release/terraform';
import { temporaryFolder } from '../support/temporary';

const mostCharacters = 100;
/** As if no text could be longer: a real plan of half a gigabyte takes a minute and all the memory. */
jest.mock('../../review', () => {
  const review = jest.requireActual('../../review');
  return { ...review, decode: (bytes: Uint8Array) => review.decode(bytes, mostCharacters) };
});

/** A stand-in that prints `shown` as the plan of every stack, and ends as told. */
function terraform(shown: string, ending = 'exit 0'): Terraform {
  const binary = join(temporaryFolder(), 'terraform');
  writeFileSync(`${binary}.json`, shown);
  const script = `#!/bin/sh\ncd "\${1#-chdir=}"\ncase $2 in plan) : > plan;; show) cat ${binary}.json; ${ending};; esac\n`;
  writeFileSync(binary, script, { mode: 0o755 });
  return new Terraform({ ...process.env, TERRAFORM_BINARY_NAME: binary });
}

const small = '{"format_version":"1.2"}';

it('hands on the plan, and leaves it where its owner alone can read it', async () => {
  const folder = temporaryFolder();
  expect(await terraform(small).plan(folder, {})).toBe(small);
  expect(readFileSync(join(folder, 'plan.json'), 'utf8')).toBe(small);
  expect(statSync(join(folder, 'plan.json')).mode & 0o777).toBe(0o600);
});

it('says what Terraform complains of, else what it printed', async () => {
  const folder = temporaryFolder();
  await expect(terraform(small, 'echo no state >&2; exit 1').plan(folder, {})).rejects.toThrow(/failed:\nno state$/);
  await expect(terraform(small, 'exit 1').plan(folder, {})).rejects.toThrow(`failed:\n${small}`);
});

it('a plan that no text can hold fails its stack, with what to do', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'stacks', 'web'), { recursive: true });
  const planned = await planStacks({
    environment: { name: 'lab', kubeContext: undefined, stacks: [{ name: 'web' }] } as never,
    folder,
    terraform: terraform('x'.repeat(mostCharacters + 1)),
    readOnly: false,
    hasState: async () => true,
    report: () => {},
  });
  expect(planned).toEqual([
    { kind: 'failed', stack: 'web', output: expect.stringMatching(/^The plan is too big to read: .*-target/) },
  ]);
});
