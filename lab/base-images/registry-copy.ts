import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../run';

const blobs = join('docker', 'registry', 'v2', 'blobs');
const repositories = join('docker', 'registry', 'v2', 'repositories');
const ours = 'plimsoll-lab';
const prefix = 'registry-';

/** The registry's own files of the base images, kept between labs: copying them takes a second, making and pushing them thirty. */
export class RegistryCopy {
  private readonly kept: string;

  constructor(
    private readonly cacheFolder: string,
    private readonly storage: string,
    key: string,
  ) {
    this.kept = join(cacheFolder, `${prefix}${key}`);
  }

  exists(): boolean {
    return existsSync(this.kept);
  }

  /** The registry may be running: it reads its files anew for every request, and the repository appears as a whole. */
  async restore(): Promise<void> {
    const unfinished = join(this.storage, `${ours}.unfinished`);
    rmSync(unfinished, { recursive: true, force: true });
    for (const folder of [blobs, repositories]) mkdirSync(join(this.storage, folder), { recursive: true });
    await run('cp', ['--archive', '--no-target-directory', join(this.kept, blobs), join(this.storage, blobs)]);
    await run('cp', ['--archive', join(this.kept, repositories, ours), unfinished]);
    const target = join(this.storage, repositories, ours);
    rmSync(target, { recursive: true, force: true });
    renameSync(unfinished, target);
  }

  /** Only while the registry holds nothing else: its blobs do not say whose they are. */
  async save(): Promise<void> {
    const pushed = readdirSync(join(this.storage, repositories));
    if (pushed.some((name) => name !== ours)) return;
    const unfinished = `${this.kept}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    try {
      mkdirSync(unfinished, { recursive: true });
      await run('cp', ['--archive', join(this.storage, 'docker'), unfinished]);
    } catch (error) {
      // On a full disk the useless half would take the room that the next try needs.
      rmSync(unfinished, { recursive: true, force: true });
      throw error;
    }
    for (const name of readdirSync(this.cacheFolder))
      if (name.startsWith(prefix) && !unfinished.endsWith(name))
        rmSync(join(this.cacheFolder, name), { recursive: true, force: true });
    renameSync(unfinished, this.kept);
  }
}
