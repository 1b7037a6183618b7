import { healthy, unhealthy, type Component } from '../component';
import { pauseArchive, pauseImage } from '../pause';
import { run } from '../run';

export const pauseImageComponent: Component = {
  name: 'pause-image',
  purpose: 'the container that holds the network of each pod',
  needs: ['containerd', 'kubernetes-binary'],
  usualSeconds: 2,
  limitSeconds: 120,
  check: async ({ paths }) => {
    const images = await run('ctr', ['--address', paths.containerdSocket, '-n', 'k8s.io', 'images', 'ls', '-q']);
    return images.split('\n').includes(pauseImage) ? healthy : unhealthy(`${pauseImage} is not in containerd`);
  },
  start: async (lab) => {
    const archive = await pauseArchive(lab);
    await run('ctr', ['--address', lab.paths.containerdSocket, '-n', 'k8s.io', 'images', 'import', archive]);
  },
};
