import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { kubeConfigPath, loadContext } from '../../release/kube-config';
import { temporaryFolder } from '../support/temporary';

function fileWith(text: string): string {
  const path = join(temporaryFolder(), 'config');
  writeFileSync(path, text);
  return path;
}

const twoContexts = `
apiVersion: v1
kind: Config
current-context: other
clusters: [{ name: one, cluster: { server: 'https://one' } }, { name: other, cluster: { server: 'https://other' } }]
users: [{ name: somebody, user: {} }]
contexts:
  - { name: one, context: { cluster: one, user: somebody } }
  - { name: other, context: { cluster: other, user: somebody } }
`;

it('takes the file that provider and backend take', () => {
  expect(kubeConfigPath({ KUBE_CONFIG_PATH: '/there' })).toBe('/there');
  expect(kubeConfigPath({ KUBECONFIG: '/ignored/by/terraform' })).toBe(join(homedir(), '.kube', 'config'));
});

it('takes the pinned context, whatever the current one is', () => {
  const config = loadContext(fileWith(twoContexts), 'one');
  expect(config.getCurrentCluster()?.server).toBe('https://one');
});

it('names the contexts there are when the pinned one is missing', () => {
  const path = fileWith(twoContexts);
  expect(() => loadContext(path, 'three')).toThrow(
    `The kube context "three" is not in ${path}, which has "one", "other". Correct cluster.context in the environment file`,
  );
});

it('says where the file was expected', () => {
  expect(() => loadContext('/nowhere/config', 'one')).toThrow(
    'The kube configuration /nowhere/config does not exist. Set KUBE_CONFIG_PATH to the file that has the context "one"',
  );
});

it('says when the file is something else', () => {
  const path = fileWith('a: b: c');
  expect(() => loadContext(path, 'one')).toThrow(`${path} is no kube configuration: `);
});
