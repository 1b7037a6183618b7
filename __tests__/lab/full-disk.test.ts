import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegistryCopy } from '../../lab/base-images/registry-copy';
import type { Lab } from '../../lab/component';
import { goBuild } from '../../lab/go-build';
import { pathsOf } from '../../lab/layout';
import { pauseProgram } from '../../lab/pause';
import { checkout, run } from './support/ring';

const canMount = process.platform === 'linux' && process.getuid?.() === 0;
const reason = canMount ? '' : ' (SKIPPED: only root on Linux can mount a disk that is small enough)';
const describeWithDisks = canMount ? describe : describe.skip;

const plimsoll = join(checkout, 'dist', 'cli', 'main.js');
const disks: string[] = [];

/** A file system that is full after some kilobytes. */
function smallDisk(kilobytes: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-small-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'plimsoll-test', folder]);
  disks.push(folder);
  return folder;
}
const makeRoom = (disk: string): void => void execFileSync('mount', ['-o', 'remount,size=100m', disk]);

afterAll(() => {
  for (const disk of disks) {
    execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  }
});

describeWithDisks(`a full disk${reason}`, () => {
  it('of the cache stops a build with the way on, and nothing half-written counts as built', async () => {
    const disk = smallDisk(500);
    const lab = {
      paths: pathsOf({ XDG_CACHE_HOME: disk }, checkout),
      signal: new AbortController().signal,
      note: () => undefined,
      working: () => undefined,
    } as unknown as Lab;
    const cache = join(lab.paths.cache, 'go');
    await expect(goBuild(lab, pauseProgram)).rejects.toThrow(
      /^Building pause from lab\/pause failed:[^]*no space left on device[^]*The disk is full: make room where Go builds .* and in the lab cache .*, then run this again/,
    );
    expect(readdirSync(cache)).toEqual(['lock']);
    makeRoom(disk);
    const built = await goBuild(lab, pauseProgram);
    expect(existsSync(built)).toBe(true);
    expect(readdirSync(cache)).toHaveLength(2);
  });

  it('of the cache keeps no half of the base images, and takes them whole later', async () => {
    const disk = smallDisk(500);
    const storage = mkdtempSync(join(tmpdir(), 'plimsoll-registry-'));
    for (const folder of ['blobs', 'repositories/plimsoll-lab'])
      mkdirSync(join(storage, 'docker', 'registry', 'v2', folder), { recursive: true });
    writeFileSync(join(storage, 'docker', 'registry', 'v2', 'blobs', 'layer'), Buffer.alloc(1_000_000, 1));
    const copy = new RegistryCopy(disk, storage, 'key');
    await expect(copy.save()).rejects.toThrow(/No space left on device/);
    expect({ exists: copy.exists(), left: readdirSync(disk) }).toEqual({ exists: false, left: [] });
    makeRoom(disk);
    await copy.save();
    expect(copy.exists()).toBe(true);
    rmSync(storage, { recursive: true });
  });

  it('of the cache is said before `lab up` starts anything', async () => {
    const disk = smallDisk(500);
    const { code, output } = await run(process.execPath, [plimsoll, 'lab', 'up'], { XDG_CACHE_HOME: disk });
    expect(code).toBe(1);
    expect(output).toMatch(/nothing was started; .* in the way:\n {2}- The disk has 0\.0 GiB left and the lab needs/);
    expect(output).toContain(`GiB in ${join(disk, 'plimsoll-lab')} for what is built and kept for the next time`);
    expect(output).toContain('Make room; XDG_CACHE_HOME moves the cache.');
    expect(readdirSync(disk)).toEqual([]);
  });

  it('of the temporary folder is named by whatever synthesizes', async () => {
    const disk = smallDisk(40);
    const args = [plimsoll, 'bootstrap', '--environment', 'lab', '--print-only'];
    const { code, output } = await run(process.execPath, args, { TMPDIR: disk });
    expect(code).toBe(1);
    expect(output).toMatch(
      /^The stacks cannot be synthesized into \S*plimsoll-small-disk-\S*: ENOSPC: no space left on device, .*\. Make room on its disk and run this again\.\n$/,
    );
    expect(readdirSync(disk)).toEqual([]);
  });
});
