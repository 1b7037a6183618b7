import { LabError } from '../lab-error';
import { CommandFailed, run } from '../run';

/** The few commands of the Docker command line that making a base image takes, against one engine. */
export class Docker {
  constructor(
    private readonly host: string,
    private readonly signal: AbortSignal,
  ) {}

  async holds(image: string): Promise<boolean> {
    return this.works(['image', 'inspect', '--format', '{{.Id}}', image]);
  }

  /** Whether the registry gave the image; a registry that lacks it and one that is down both say no here, a push tells. */
  async pulled(image: string): Promise<boolean> {
    return this.works(['pull', '--quiet', image]);
  }

  async import(tarball: string, image: string, changes: readonly string[]): Promise<void> {
    await this.do(['import', ...changes.flatMap((change) => ['--change', change]), tarball, image]);
  }

  async build(context: string, image: string, base: string): Promise<void> {
    await this.do(['build', '--quiet', '--build-arg', `BASE_IMAGE=${base}`, '--tag', image, context]);
  }

  async tag(image: string, name: string): Promise<void> {
    await this.do(['tag', image, name]);
  }

  async push(image: string): Promise<void> {
    await this.do(['push', '--quiet', image]);
  }

  private async works(args: readonly string[]): Promise<boolean> {
    try {
      await this.run(args);
      return true;
    } catch (error) {
      // Code 1 is docker's "no such image"; that docker is missing or was interrupted is no answer to the question.
      if (error instanceof CommandFailed && error.code === 1 && !/Cannot connect/i.test(error.detail)) return false;
      throw this.explained(error);
    }
  }

  private async do(args: readonly string[]): Promise<void> {
    try {
      await this.run(args);
    } catch (error) {
      throw this.explained(error);
    }
  }

  private run(args: readonly string[]): Promise<string> {
    // The lab's engine has no BuildKit, and a newer command line would insist on it.
    const environment = { ...process.env, DOCKER_HOST: this.host, DOCKER_BUILDKIT: '0' };
    return run('docker', args, { signal: this.signal, environment });
  }

  private explained(error: unknown): unknown {
    if (!(error instanceof CommandFailed)) return error;
    return new LabError(
      `A base image could not be made with the Docker engine at ${this.host}.\n${error.message}\n` +
        'Check the engine and the registry with `npm run lab -- status` and the space left on its disk, then run `npm run lab -- up` again.',
    );
  }
}
