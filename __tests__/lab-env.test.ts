import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportsOf, recordOfRunningLab, shellExports } from '../lab/env';
import type { Paths } from '../lab/layout';
import type { RecordData } from '../lab/record';

let folder: string;
let paths: Paths;
const record: RecordData = { format: 1, bootId: '', sysctls: {}, absentBefore: [], versions: {}, dockerEngine: 'own' };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-env-'));
  paths = {
    kubeconfig: join(folder, 'kubeconfig'),
    terraformConfig: join(folder, 'terraform.rc'),
    dockerSocket: join(folder, 'docker.sock'),
  } as Paths;
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('what a shell must export', () => {
  it('names the mirror and the versions in it when the lab has one', () => {
    writeFileSync(paths.terraformConfig, '');
    expect(exportsOf(paths, record, {})).toMatchObject({
      KUBECONFIG: paths.kubeconfig,
      KUBE_CONFIG_PATH: paths.kubeconfig,
      DOCKER_HOST: `unix://${paths.dockerSocket}`,
      TF_CLI_CONFIG_FILE: paths.terraformConfig,
      PLIMSOLL_KUBERNETES_PROVIDER: '2.20.0-dev',
      PLIMSOLL_DOCKER_PROVIDER: '3.6.2-lab',
    });
  });

  it('leaves provider versions alone where the public registry serves them', () => {
    const names = Object.keys(exportsOf(paths, record, {}));
    expect(names.filter((name) => /^(TF|PLIMSOLL)_/.test(name))).toEqual([]);
  });

  it('lets a Terraform configuration that the user exported win, if it exists', () => {
    writeFileSync(paths.terraformConfig, '');
    const users = join(folder, 'users.rc');
    const absent = exportsOf(paths, record, { TF_CLI_CONFIG_FILE: users });
    expect(absent['TF_CLI_CONFIG_FILE']).toBe(paths.terraformConfig);
    writeFileSync(users, '');
    const present = exportsOf(paths, record, { TF_CLI_CONFIG_FILE: users });
    expect(present).not.toHaveProperty('TF_CLI_CONFIG_FILE');
    expect(present).not.toHaveProperty('PLIMSOLL_KUBERNETES_PROVIDER');
  });

  it('says the same again in a shell that has evaluated it', () => {
    writeFileSync(paths.terraformConfig, '');
    const once = exportsOf(paths, record, {});
    expect(exportsOf(paths, record, once)).toEqual(once);
  });

  it('does not name an engine that is not the lab’s', () => {
    expect(exportsOf(paths, { ...record, dockerEngine: 'existing' }, {})).not.toHaveProperty('DOCKER_HOST');
  });

  it.each(['plain/path', 'with space', "quote ' inside", '$HOME `id` "x"', ''])('survives a shell: %s', (value) => {
    const printed = execFileSync('sh', ['-c', `${shellExports({ VALUE: value })}; printf %s "$VALUE"`]).toString();
    expect(printed).toBe(value);
  });
});

describe('a lab that is not up', () => {
  it('is said in a sentence with the way on', () => {
    expect(() => recordOfRunningLab(undefined)).toThrow('The lab is not up. Start it: npm run lab -- up');
  });

  it('is told from one that has not come up completely', () => {
    expect(() => recordOfRunningLab(record)).toThrow('not come up completely');
  });
});
