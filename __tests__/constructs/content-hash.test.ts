import {
  chmodSync,
  cpSync,
  mkdirSync,
  openSync,
  closeSync,
  ftruncateSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { ImageSource, type ImageSourceProps } from '../../constructs/image/image-source';
import { temporaryFolder } from '../support/temporary';

const base = { name: 'web', registry: 'registry.example.com', version: '1.0.0' };

type Tree = Readonly<Record<string, string>>;

const dockerfile = { Dockerfile: 'FROM scratch\nCOPY . /\n' };

function folderWith(files: Tree): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

function hashOf(folder: string, props: Partial<ImageSourceProps> = {}): string {
  return new ImageSource({ ...base, context: folder, ...props }).hash;
}

const hashOfTree = (files: Tree, props?: Partial<ImageSourceProps>): string =>
  hashOf(folderWith({ ...dockerfile, ...files }), props);

/** Names that no two of them are a file and a folder at once. */
const tree = fc.dictionary(
  fc
    .tuple(fc.constantFrom('a', 'b/c', 'b/d'), fc.stringMatching(/^[a-zA-Z0-9._ -]{1,8}$/))
    .map(([folder, name]) => `${folder}x/${name.trim() || '_'}_`),
  fc.string({ maxLength: 40 }),
  { maxKeys: 6 },
);

it('is equal for equal content, whatever the order in which files were written, their times and their place', () => {
  fc.assert(
    fc.property(tree, (files) => {
      const reversed = Object.fromEntries(Object.entries(files).reverse());
      const other = folderWith({ ...reversed, ...dockerfile });
      for (const path of Object.keys(files)) utimesSync(join(other, path), 1, 1);
      expect(hashOf(other)).toBe(hashOfTree(files));
    }),
    { numRuns: 30 },
  );
});

it('changes with every change of a file, a name, and with every file that comes or goes', () => {
  fc.assert(
    fc.property(tree, fc.string({ minLength: 1, maxLength: 5 }), (files, more) => {
      const hash = hashOfTree(files);
      expect(hashOfTree({ ...files, 'new file': '' })).not.toBe(hash);
      for (const [path, content] of Object.entries(files)) {
        const rest = Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));
        expect(hashOfTree({ ...files, [path]: content + more })).not.toBe(hash);
        expect(hashOfTree(rest)).not.toBe(hash);
        expect(hashOfTree({ ...rest, [`${path}2`]: content })).not.toBe(hash);
      }
    }),
    { numRuns: 10 },
  );
});

it('tells trees apart whose bytes, one after another, are the same', () => {
  const hashes = [{ ab: 'c' }, { a: 'bc' }, { abc: '' }, { a: 'b', c: '' }, { 'a/b': 'c' }].map((files) =>
    hashOfTree(files as unknown as Tree),
  );
  expect(new Set(hashes).size).toBe(hashes.length);
});

it('is this on every machine', () => {
  // A golden: when it changes, every image gets a new tag; then the format's number in content-hash.ts has to change too.
  const folder = folderWith({
    ...dockerfile,
    'src/ä.txt': 'ä\r\n',
    run: '#!/bin/sh\n',
    '.dockerignore': 'secret\n',
    secret: 'x',
  });
  chmodSync(join(folder, 'run'), 0o755);
  symlinkSync('run', join(folder, 'link'));
  expect(hashOf(folder, { buildArgs: { B: '2', A: '1' }, target: 'final', platform: 'linux/amd64' })).toBe(
    'b8f326813f200379c7918caebae6fa1c842208be2fdc7fa0313f8a62af0b5a03',
  );
});

describe('what counts', () => {
  const hash = hashOfTree({ file: 'content' });

  it.each<[string, Partial<ImageSourceProps>]>([
    ['a build argument', { buildArgs: { VERSION: '1' } }],
    ['a target', { target: 'final' }],
    ['a platform', { platform: 'linux/arm64' }],
  ])('%s', (_what, props) => {
    expect(hashOfTree({ file: 'content' }, props)).not.toBe(hash);
  });

  it('the value of an argument, but not the order of arguments', () => {
    const withArgs = (buildArgs: Record<string, string>): string => hashOfTree({ file: 'content' }, { buildArgs });
    expect(withArgs({ A: '1', B: '2' })).toBe(withArgs({ B: '2', A: '1' }));
    expect(withArgs({ A: '1', B: '2' })).not.toBe(withArgs({ A: '2', B: '1' }));
  });

  it('the Dockerfile, also one that the rules exclude', () => {
    const rules = { '.dockerignore': '*\n!file\n' };
    expect(hashOfTree({ ...rules, Dockerfile: 'FROM a\n' })).not.toBe(hashOfTree({ ...rules, Dockerfile: 'FROM b\n' }));
  });

  it('the executable bit, and no other bit of the mode', () => {
    const hashWithMode = (mode: number): string => {
      const folder = folderWith({ ...dockerfile, file: 'content' });
      chmodSync(join(folder, 'file'), mode);
      return hashOf(folder);
    };
    expect(hashWithMode(0o600)).toBe(hashWithMode(0o664));
    expect(hashWithMode(0o755)).toBe(hashWithMode(0o700));
    expect(hashWithMode(0o755)).not.toBe(hashWithMode(0o644));
  });

  it('where a symbolic link points, not what is there', () => {
    const hashWithLink = (target: string, content: string): string => {
      const folder = folderWith({ ...dockerfile, 'ignored/a': content, '.dockerignore': 'ignored' });
      symlinkSync(target, join(folder, 'link'));
      return hashOf(folder);
    };
    expect(hashWithLink('ignored/a', 'one')).toBe(hashWithLink('ignored/a', 'two'));
    expect(hashWithLink('nowhere', 'one')).not.toBe(hashWithLink('ignored/a', 'one'));
    expect(hashWithLink('ignored', 'one')).not.toBe(hashWithLink('ignored/a', 'one'));
  });

  it('not a folder without files, which git does not know either', () => {
    const folder = folderWith({ ...dockerfile, file: 'content' });
    mkdirSync(join(folder, 'empty', 'inside'), { recursive: true });
    expect(hashOf(folder)).toBe(hash);
  });
});

describe('rules of .dockerignore', () => {
  const ignored = { 'node_modules/a/index.js': 'x', 'docs/guide.md': 'x', 'deep/er/notes.log': 'x', 'tmp.txt': 'x' };
  const kept = { 'src/main.ts': 'main', 'deep/er/code.ts': 'code' };

  it.each([
    ['names and patterns', 'node_modules\ndocs/*.md\n**/*.log\ntmp.*\n'],
    ['comments, blanks and slashes', '# comment\n\n  /node_modules/  \ndocs\n**/*.log\n./tmp.txt\n'],
    ['everything with exceptions', '*\n!src\n!deep\ndeep/**/*.log\n'],
  ])('ignored files do not count: %s', (_what, rules) => {
    const tree = { '.dockerignore': rules, ...kept };
    expect(hashOfTree({ ...tree, ...ignored })).toBe(hashOfTree(tree));
    expect(hashOfTree({ ...tree, 'src/main.ts': 'other' })).not.toBe(hashOfTree(tree));
  });

  it('the last rule that matches decides', () => {
    const tree = { '.dockerignore': 'docs\n!docs/keep.md\n' };
    expect(hashOfTree({ ...tree, 'docs/keep.md': '1' })).not.toBe(hashOfTree({ ...tree, 'docs/keep.md': '2' }));
    expect(hashOfTree({ ...tree, 'docs/drop.md': '1' })).toBe(hashOfTree({ ...tree, 'docs/drop.md': '2' }));
  });

  it('those of the Dockerfile take the place of the general ones', () => {
    const tree = { '.dockerignore': 'a\n', 'Dockerfile.dockerignore': 'b\n' };
    expect(hashOfTree({ ...tree, a: '1' })).not.toBe(hashOfTree({ ...tree, a: '2' }));
    expect(hashOfTree({ ...tree, b: '1' })).toBe(hashOfTree({ ...tree, b: '2' }));
  });
});

it('reads a file that is larger than the memory it takes', () => {
  const folder = folderWith(dockerfile);
  const file = openSync(join(folder, 'large'), 'w');
  ftruncateSync(file, 160 * 1024 * 1024);
  closeSync(file);
  const before = process.memoryUsage().rss;
  const hash = hashOf(folder);
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  ftruncateSync(openSync(join(folder, 'large'), 'r+'), 160 * 1024 * 1024 - 1);
  expect(hashOf(folder)).not.toBe(hash);
});

it('is the same after a copy that loses times', () => {
  const folder = folderWith({ ...dockerfile, 'src/a': '1' });
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  expect(hashOf(copy)).toBe(hashOf(folder));
});
