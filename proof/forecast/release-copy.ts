import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../review/model';
import { describeEnvironment, synthesize } from '../../release/describe-environment';
import { readDescription, type DescribedEnvironment } from '../../release/description';
import { dockerCommand, fetchImages } from '../../release/fetch-images';
import { planStacks } from '../../release/plan-stacks';
import { Terraform } from '../../release/terraform';
import type { Version } from './scenario';
import type { Stacks } from './vary';

/** A stack that was planned, in the order in which stacks are applied. */
export interface PlannedFolder {
  /** Without the environment's name. */
  readonly stack: string;
  readonly folder: string;
  /** Plan as JSON. */
  readonly json: string;
  readonly changes: boolean;
}

const versions: readonly Version[] = ['1.0.0', '2.0.0'];

/** The project's own stacks, synthesized once per version, then planned and applied by plain Terraform as often as needed. */
export class ReleaseCopy {
  private constructor(
    readonly environment: DescribedEnvironment,
    private readonly work: string,
    private readonly terraform: Terraform,
    private readonly texts: Readonly<Record<Version, Stacks>>,
  ) {}

  /** Synthesizes both versions and pushes their images, so that no measured release shares the machine with a build. */
  static async make(checkout: string, variables: NodeJS.ProcessEnv): Promise<ReleaseCopy> {
    const work = await mkdtemp(join(tmpdir(), 'plimsoll-forecast-'));
    try {
      const terraform = new Terraform(variables);
      const environment = await describeEnvironment(checkout, 'lab', variables);
      const texts: Partial<Record<Version, Stacks>> = {};
      for (const version of versions) {
        const folder = join(work, version);
        const described = await synthesize(checkout, 'lab', { ...variables, PLIMSOLL_VERSION: version }, folder);
        await fetchImages(readDescription(folder), dockerCommand, () => undefined);
        for (const { name } of described.stacks.filter(isImages)) {
          await terraform.plan(join(folder, 'stacks', name), {});
          await terraform.apply(join(folder, 'stacks', name));
        }
        texts[version] = await readStacks(folder, described);
      }
      return new ReleaseCopy(environment, work, terraform, texts as Record<Version, Stacks>);
    } catch (error) {
      await rm(work, { recursive: true, force: true });
      throw error;
    }
  }

  stacksOf(version: Version): Stacks {
    return this.texts[version];
  }

  /** Plans every stack but the images, each in a folder of its name, as the review wants them. */
  async plan(stacks: Stacks): Promise<readonly PlannedFolder[]> {
    const { environment, work: folder, terraform } = this;
    const ordered = environment.stacks.filter((stack) => !isImages(stack));
    for (const { name } of ordered) {
      await mkdir(this.folderOf(name), { recursive: true });
      const text = JSON.stringify(stacks[shortName(name, environment)]);
      await writeFile(join(this.folderOf(name), 'cdk.tf.json'), text);
    }
    const planned = await planStacks({
      environment: { ...environment, stacks: ordered },
      folder,
      terraform,
      readOnly: false,
      hasState: () => Promise.resolve(true),
      report: () => undefined,
    });
    return planned.map((stack) => {
      if (stack.kind !== 'planned')
        throw new Error(stack.kind === 'failed' ? stack.output : `${stack.stack} was never deployed`);
      const json = stack.json;
      return {
        stack: shortName(stack.stack, environment),
        folder: this.folderOf(stack.stack),
        json,
        changes: hasChanges(json),
      };
    });
  }

  /** Applies the saved plans of the stacks that change, in order; throws where Terraform fails, and goes no further. */
  async apply(planned: readonly PlannedFolder[]): Promise<void> {
    for (const { folder, changes } of planned) if (changes) await this.terraform.apply(folder);
  }

  async removeFiles(): Promise<void> {
    await rm(this.work, { recursive: true, force: true });
  }

  private folderOf(stack: string): string {
    return join(this.work, 'stacks', stack);
  }
}

async function readStacks(folder: string, environment: DescribedEnvironment): Promise<Stacks> {
  const others = environment.stacks.filter((stack) => !isImages(stack));
  const entries = others.map(async ({ name }): Promise<[string, Json]> => {
    const text = await readFile(join(folder, 'stacks', name, 'cdk.tf.json'), 'utf8');
    return [shortName(name, environment), JSON.parse(text) as Json];
  });
  return Object.fromEntries(await Promise.all(entries));
}

const isImages = ({ name }: { readonly name: string }): boolean => name.endsWith('-images');

const shortName = (stack: string, { name }: DescribedEnvironment): string => stack.slice(name.length + 1);

interface PlanJson {
  readonly resource_changes?: readonly { readonly change: { readonly actions: readonly string[] } }[];
}

function hasChanges(json: string): boolean {
  const { resource_changes: changes = [] } = JSON.parse(json) as PlanJson;
  return changes.some(({ change }) => !['no-op', 'read'].includes(change.actions[0] ?? 'no-op'));
}
