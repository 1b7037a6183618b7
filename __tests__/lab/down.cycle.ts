import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from '../../lab/api';
import { pauseImage } from '../../lab/pause';
import { describeWithoutLab, lab, labWasUp, paths, startLab } from './support/lab-cycle';
import { differences, snapshot } from './support/machine';

describeWithoutLab('the lab leaves the machine as it found it', () => {
  const before = labWasUp ? undefined : snapshot();

  function expectMachineAsBefore(): void {
    if (!before) throw new Error('no snapshot was taken');
    expect(differences(before, snapshot())).toEqual([]);
  }

  afterAll(() => {
    lab('down');
  });

  it('after pods with volumes and a container of the engine ran', async () => {
    lab('up');
    await useIt();
    lab('down');
    expectMachineAsBefore();
  });

  it('after `up` was killed at any moment, and then continued', async () => {
    for (const seconds of [0.5, 2, 4, 7, 10]) await killedAfter(seconds);
    lab('up');
    expect(JSON.parse(lab('status', '--json'))).toMatchObject({ healthy: true });
    lab('down');
    expectMachineAsBefore();
  });

  it('after `up` was killed and never continued', async () => {
    await killedAfter(6);
    lab('down');
    expectMachineAsBefore();
  });
});

/** SIGKILL to the whole command: nothing can clean up after it. */
async function killedAfter(seconds: number): Promise<void> {
  const up = startLab('up');
  await sleep(seconds * 1000);
  up.child.kill('SIGKILL');
  await up;
}

/** What leaves the most behind: a claim, memory and host folders mounted, a port of the host, an image in the engine. */
async function useIt(): Promise<void> {
  const api = new Api(paths);
  await api.apply({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'default' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Mi' } } },
  });
  await api.apply({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'user', namespace: 'default' },
    spec: {
      containers: [
        {
          name: 'user',
          image: pauseImage,
          imagePullPolicy: 'Never',
          ports: [{ containerPort: 8080, hostPort: 18080, hostIP: '127.0.0.1' }],
          volumeMounts: [
            { name: 'data', mountPath: '/data', subPath: 'folder' },
            { name: 'memory', mountPath: '/memory' },
          ],
        },
      ],
      volumes: [
        { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
        { name: 'memory', emptyDir: { medium: 'Memory' } },
      ],
    },
  });
  const running = async (): Promise<boolean> => {
    const pod = await api.get<{ status?: { phase?: string } }>('/api/v1/namespaces/default/pods/user');
    return pod?.status?.phase === 'Running';
  };
  for (let second = 0; !(await running()); second++) {
    if (second === 60) throw new Error('the pod that uses the lab does not run');
    await sleep(1000);
  }
  execFileSync('docker', ['run', '--detach', '127.0.0.1:15000/plimsoll-lab/debian:bookworm', 'sleep', '1000'], {
    env: { ...process.env, DOCKER_HOST: `unix://${paths.dockerSocket}` },
    stdio: 'ignore',
  });
}
