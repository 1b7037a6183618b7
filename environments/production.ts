import type { EnvironmentFile } from './schema';

/** Runs the images that staging built: the same registry, platform and version give the same tag. */
export const production = {
  cluster: { context: 'production' },
  registry: { address: 'registry.example.com/shop' },
  build: false,
  platform: 'linux/amd64',
  web: { version: '1.0.0', replicas: 4, cpu: '500m', memory: '512Mi', service: { type: 'LoadBalancer' } },
  database: { cpu: '1', memory: '2Gi', storage: '50Gi' },
} satisfies EnvironmentFile;
