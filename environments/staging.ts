import type { EnvironmentFile } from './schema';

/** Builds what production will run, and runs it first. Point `cluster` and `registry` at your own. */
export const staging = {
  cluster: { context: 'staging' },
  registry: { address: 'registry.example.com/shop' },
  build: true,
  platform: 'linux/amd64',
  web: { version: '1.0.0', replicas: 2, cpu: '250m', memory: '256Mi', service: { type: 'ClusterIP' } },
  database: { cpu: '250m', memory: '512Mi', storage: '10Gi' },
} satisfies EnvironmentFile;
