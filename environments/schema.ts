import { z } from 'zod/v3';
import { applicationVersion, bytes, cores, dnsLabel, registryAddress, text, version, wholly } from './values';

const cluster = z.strictObject({
  /** Name of the kube context; the file comes from KUBE_CONFIG_PATH, else it is ~/.kube/config. */
  context: text,
});

const namespaces = z.strictObject({
  /** Where the application runs. Made by `bootstrap`, as is the next one. */
  application: dnsLabel.default('shop'),
  /** Where Terraform's state and its locks lie. */
  state: dnsLabel.default('plimsoll-state'),
});

const registry = z.strictObject({
  address: registryAddress,
  /** Whether its certificate is taken as it is. */
  insecure: z.boolean().default(false),
  /** `docker-config`: what `docker login` stored; `none`: the registry asks for no login. */
  login: z.enum(['docker-config', 'none']).default('docker-config'),
});

const nodePort = z
  .number()
  .int()
  .refine((port) => port >= 30000 && port <= 32767, 'is outside the range of node ports; use 30000 to 32767');

const service = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('ClusterIP') }),
    z.strictObject({ type: z.literal('LoadBalancer') }),
    z.strictObject({ type: z.literal('NodePort'), nodePort }),
  ],
  wholly('use "ClusterIP", "LoadBalancer" or "NodePort"'),
);

const web = z.strictObject({
  version: applicationVersion,
  replicas: z
    .number()
    .int()
    .refine((pods) => pods >= 1, 'would take the service down; use 1 or more, or remove the stack')
    .default(3),
  cpu: cores,
  memory: bytes,
  service,
  /** Heading of the shop's page. */
  title: text.default('Plimsoll shop'),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

const database = z.strictObject({
  version: version.default('10.11'),
  cpu: cores,
  memory: bytes,
  storage: bytes,
  /** Absent: the cluster's default class. */
  storageClass: dnsLabel.optional(),
});

const otherBackend = z
  .strictObject({ type: text, arguments: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) })
  .refine(({ arguments: given }) => Object.values(given).some((value) => String(value).includes('{stack}')), {
    message:
      'gives all stacks the same state; write {stack} into one argument, for instance key: "shop/{stack}.tfstate"',
    path: ['arguments'],
  });

const backend = z.union(
  [z.literal('kubernetes'), otherBackend],
  wholly('use "kubernetes", or { type, arguments } of another backend'),
);

/** What differs between environments. Optional settings have the value that is right for most. */
export const environmentSchema = z.strictObject({
  cluster,
  namespaces: namespaces.default({}),
  registry,
  /** Whether this environment builds and pushes images; otherwise it runs what another one pushed to the same registry. */
  build: z.boolean(),
  /** Base images instead of the public ones that the Dockerfiles pin by digest. */
  baseImages: z.strictObject({ web: text.optional(), database: text.optional() }).default({}),
  /** Processor and system of the cluster's nodes; absent: those of the Docker engine that builds. */
  platform: z
    .string()
    .regex(/^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9]+)?$/, 'is no platform; write for instance "linux/amd64"')
    .optional(),
  /** Whether Terraform refuses to destroy what holds data. */
  protectData: z.boolean().default(true),
  /** Where Terraform keeps state: `kubernetes`, or any other backend with its arguments. */
  backend: backend.default('kubernetes'),
  web,
  database,
});

/** What a file in environments/ holds. */
export type EnvironmentFile = z.input<typeof environmentSchema>;

/** The same with every default filled in. */
export type Settings = z.output<typeof environmentSchema>;
