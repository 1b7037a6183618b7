import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseImageNames } from '../lab/base-images/base-images';
import { makeNodeContext } from '../lab/base-images/node-context';
import { contentKey, recipeFor } from '../lab/base-images/recipe';
import { makeRootfs } from '../lab/base-images/rootfs';

const never = new AbortController().signal;

describe('base images of the lab', () => {
  it('are never tagged with the public name they stand in for', () => {
    const names = Object.values(baseImageNames('127.0.0.1:15000'));
    for (const name of names) expect(name).toMatch(/^127\.0\.0\.1:15000\/plimsoll-lab\//);
  });

  it('get another key by every change of recipe, certificates or Dockerfile', () => {
    const recipe = recipeFor('x64');
    const keys = [
      contentKey(recipe, 'certificates'),
      contentKey(recipeFor('arm64'), 'certificates'),
      contentKey({ ...recipe, rootfsArguments: [...recipe.rootfsArguments, '--verbose'] }, 'certificates'),
      contentKey(recipe, 'certificates and one more'),
      contentKey(recipe, 'certificate', 's'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(contentKey(recipeFor('x64'), Buffer.from('certificates'))).toBe(keys[0]);
  });

  it('name the architectures there are when this machine has another', () => {
    expect(() => recipeFor('riscv64')).toThrow(/"riscv64", only for x64 and arm64/);
  });
});

describe('making them without the programs it takes', () => {
  const path = process.env['PATH'];
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plimsoll-base-images-'));
    process.env['PATH'] = folder;
  });
  afterEach(() => {
    process.env['PATH'] = path;
    rmSync(folder, { recursive: true });
  });

  it('says which package brings mmdebstrap, and leaves nothing half made', async () => {
    const tarball = join(folder, 'cache', 'debian.tar');
    await expect(makeRootfs(recipeFor('x64'), tarball, never)).rejects.toThrow('apt-get install mmdebstrap');
    expect(readdirSync(join(folder, 'cache'))).toEqual([]);
  });

  it('says that Node.js could not be fetched, and leaves nothing half made', async () => {
    const context = join(folder, 'node');
    await expect(makeNodeContext(recipeFor('x64'), 'Dockerfile', context, never)).rejects.toThrow(/npm pack/);
    expect(existsSync(context)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });
});
