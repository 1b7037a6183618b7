import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Name of the file that synth writes beside `stacks/`. */
export const descriptionFile = 'plimsoll.json';

/** Raised when the meaning of a field changes; new fields alone do not raise it. */
export const descriptionVersion = 1;

/** What must be known of a release outside the stacks: machine independent, and never a secret. */
export interface ReleaseDescription {
  readonly formatVersion: typeof descriptionVersion;
  /** The chosen environments, in the order in which a change travels. */
  readonly environments: readonly DescribedEnvironment[];
}

export interface DescribedEnvironment {
  readonly name: string;
  /** In an order in which they can be deployed. */
  readonly stacks: readonly DescribedStack[];
  readonly kubeContext: string;
  readonly namespaces: { readonly application: string; readonly state: string };
  /** The Secret that exists before the first release and belongs to no stack. */
  readonly credentials: { readonly secret: string; readonly keys: readonly string[]; readonly user: string };
  readonly registry: {
    readonly address: string;
    /** Whether its certificate is taken as it is. */
    readonly insecure: boolean;
    readonly login: 'docker-config' | 'none';
  };
  /** Whether this environment builds its images, or runs what another one pushed. */
  readonly builds: boolean;
  readonly images: readonly DescribedImage[];
  readonly protectData: boolean;
  /** The workload that users reach. */
  readonly web: DescribedService;
}

interface DescribedStack {
  /** Name for cdktf and folder below `stacks/`. */
  readonly name: string;
  readonly dependsOn: readonly string[];
  /** What its state is called, by which a copy of the release in another namespace has states of its own. */
  readonly state: string;
}

interface DescribedImage {
  readonly name: string;
  readonly version: string;
  /** `<registry>/<name>:<version>-<first 12 digits of contentHash>` */
  readonly reference: string;
  readonly contentHash: string;
}

interface DescribedService {
  /** Name of the Deployment, the Service and the container. */
  readonly name: string;
  readonly replicas: number;
  readonly exposure: {
    readonly type: 'ClusterIP' | 'LoadBalancer' | 'NodePort';
    readonly port: number;
    readonly nodePort?: number;
  };
}

/** The description cannot be used; the message says what to do. */
export class DescriptionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DescriptionError';
  }
}

/** Reads the description of the last synth in a folder like `cdktf.out`. */
export function readDescription(folder: string): ReleaseDescription {
  const path = join(folder, descriptionFile);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new DescriptionError(`${path} does not exist; run \`npx cdktf synth\` first.`);
  }
  return parseDescription(text, path);
}

/** Our own file, so only what another version or a cut-off write can do to it is checked. */
export function parseDescription(text: string, path: string): ReleaseDescription {
  let description: Partial<ReleaseDescription> | null;
  try {
    description = JSON.parse(text) as Partial<ReleaseDescription> | null;
  } catch {
    throw new DescriptionError(`${path} is not complete; run \`npx cdktf synth\` again.`);
  }
  if (description?.formatVersion !== descriptionVersion || !Array.isArray(description.environments))
    throw new DescriptionError(
      `${path} has format version ${JSON.stringify(description?.formatVersion ?? null)}, this program reads ${descriptionVersion}; ` +
        'run `npx cdktf synth` with the same version of the project.',
    );
  return description as ReleaseDescription;
}

/** The environment with this name, which has to be one of those that were synthesized. */
export function environmentOf(description: ReleaseDescription, name: string): DescribedEnvironment {
  const found = description.environments.find((environment) => environment.name === name);
  if (found) return found;
  const known = description.environments.map((environment) => environment.name).join(', ') || 'none';
  throw new DescriptionError(
    `Environment "${name}" was not synthesized (${known} was); run \`PLIMSOLL_ENVIRONMENT=${name} npx cdktf synth\`.`,
  );
}
