import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf, parseDescription, readDescription } from '../../release/description';
import { temporaryFolder } from '../support/temporary';

it('reads what synth wrote', () => {
  const folder = temporaryFolder();
  copyFileSync(join(__dirname, '..', 'goldens', 'synth', 'plimsoll.json'), join(folder, 'plimsoll.json'));
  const description = readDescription(folder);
  expect(description.environments.map(({ name }) => name)).toEqual(['lab', 'staging', 'production']);
  expect(environmentOf(description, 'lab').stacks.map(({ name }) => name)).toEqual([
    'lab-images',
    'lab-platform',
    'lab-database',
    'lab-web',
  ]);
});

it('says what to run when there is none', () => {
  const folder = temporaryFolder();
  expect(() => readDescription(folder)).toThrow(
    `${join(folder, 'plimsoll.json')} does not exist; run \`npx cdktf synth\` first.`,
  );
});

it.each([
  ['', 'cdktf.out/plimsoll.json is not complete; run `npx cdktf synth` again.'],
  ['{"formatVersion":1,', 'cdktf.out/plimsoll.json is not complete; run `npx cdktf synth` again.'],
  ['null', 'cdktf.out/plimsoll.json has format version null, this program reads 1;'],
  ['{"formatVersion":2,"environments":[]}', 'cdktf.out/plimsoll.json has format version 2, this program reads 1;'],
  ['{"formatVersion":1}', 'cdktf.out/plimsoll.json has format version 1, this program reads 1;'],
])('refuses %j', (text, message) => {
  expect(() => parseDescription(text, 'cdktf.out/plimsoll.json')).toThrow(message);
});

it('names the environments that were synthesized when another is asked for', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'plimsoll.json'), '{"formatVersion":1,"environments":[{"name":"lab"}]}');
  expect(() => environmentOf(readDescription(folder), 'staging')).toThrow(
    'Environment "staging" was not synthesized (lab was); run `PLIMSOLL_ENVIRONMENT=staging npx cdktf synth`.',
  );
});
