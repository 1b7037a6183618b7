import type { EnvironmentFile } from './schema';

/** The cluster, registry and Docker engine that `npm run lab -- up` starts on this machine. Nothing in it is worth keeping. */
export const lab = {
  cluster: { context: 'plimsoll-lab' },
  registry: { address: '127.0.0.1:15000', insecure: true, login: 'none' },
  build: true,
  baseImages: {
    web: '127.0.0.1:15000/plimsoll-lab/node:22-bookworm',
    database: '127.0.0.1:15000/plimsoll-lab/debian:bookworm',
  },
  protectData: false,
  web: {
    version: '2.0.0',
    replicas: 3,
    cpu: '100m',
    memory: '192Mi',
    service: { type: 'NodePort', nodePort: 30080 },
    title: 'Plimsoll shop (lab)',
  },
  database: { cpu: '100m', memory: '512Mi', storage: '1Gi' },
} satisfies EnvironmentFile;
