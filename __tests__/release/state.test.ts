import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpError, type CoreV1Api } from '@kubernetes/client-node';
import { hasState } from '../../release/state';

const environment = { name: 'home', kubeContext: 'home-cluster' };

let stack: string;
beforeAll(() => (stack = mkdtempSync(join(tmpdir(), 'plimsoll-state-'))));
afterAll(() => rmSync(stack, { recursive: true }));

const synthesized = (backend: object): void =>
  writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify({ terraform: { backend } }));

/** A STAND-IN for the API server: it knows whether one Secret is there. */
const core = (status: number, body?: object): Pick<CoreV1Api, 'readNamespacedSecret'> =>
  ({
    readNamespacedSecret: (name: string, namespace: string) => {
      expect({ name, namespace }).toEqual({ name: 'tfstate-default-home-web', namespace: 'states' });
      return status === 200 ? Promise.resolve({}) : Promise.reject(new HttpError({} as never, body, status));
    },
  }) as unknown as CoreV1Api;

describe("with Terraform's kubernetes backend", () => {
  beforeEach(() => synthesized({ kubernetes: { namespace: 'states', secret_suffix: 'home-web' } }));

  it.each([
    [200, true],
    [404, false],
  ])('status %i of its Secret means %s', async (status, deployed) =>
    expect(await hasState(stack, core(status), environment)).toBe(deployed),
  );

  it('a refusal is no answer, and says what to do', async () =>
    expect(hasState(stack, core(403, { message: 'secrets is forbidden' }), environment)).rejects.toThrow(
      'The cluster of kube context "home-cluster" answered with status 403 when asked to ' +
        'read Secret "tfstate-default-home-web" in namespace "states": secrets is forbidden. Ask whoever',
    ));
});

it('with another backend it is taken to have one, and nobody is asked', async () => {
  synthesized({ local: { path: 'state' } });
  expect(await hasState(stack, core(500), environment)).toBe(true);
});
