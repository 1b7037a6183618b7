import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectionOf } from '../lab/api';
import { contentKey } from '../lab/go-build';
import { mountsBelow } from '../lab/mounts';
import { parseStat } from '../lab/processes';
import { duration } from '../lab/progress';

describe('the key of a Go program', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lab-key-'));
    mkdirSync(join(folder, 'internal'));
    writeFileSync(join(folder, 'go.mod'), 'module x\n');
    writeFileSync(join(folder, 'internal', 'a.go'), 'package internal\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const key = (parameters = ['go1.26']): string => contentKey(folder, parameters);

  it.each([
    ['a source that changed', () => writeFileSync(join(folder, 'internal', 'a.go'), 'package internal // x\n')],
    ['a new source', () => writeFileSync(join(folder, 'b.go'), 'package x\n')],
    ['a module that changed', () => writeFileSync(join(folder, 'go.mod'), 'module y\n')],
    ['a file that may be embedded', () => writeFileSync(join(folder, 'internal', 'page.html'), '')],
  ])('changes with %s', (_, change) => {
    const before = key();
    change();
    expect(key()).not.toBe(before);
  });

  it('changes with compiler and flags', () => {
    expect(key(['go1.27'])).not.toBe(key(['go1.26']));
  });

  it.each([
    ['time stamps', () => utimesSync(join(folder, 'go.mod'), 1, 1)],
    ['tests', () => writeFileSync(join(folder, 'a_test.go'), 'package x\n')],
    ['documentation', () => writeFileSync(join(folder, 'README.md'), 'x')],
  ])('does not change with %s', (_, change) => {
    const before = key();
    change();
    expect(key()).toBe(before);
  });
});

describe('mounts of a folder', () => {
  it('are found by path, not by beginning, deepest last mounted first', () => {
    const mountinfo = [
      '22 1 0:3 / / rw - ext4 /dev/vda rw',
      '30 22 0:4 / /var/lib/plimsoll-lab/kubelet/pods/1 rw - tmpfs tmpfs rw',
      '31 30 0:5 / /var/lib/plimsoll-lab/kubelet/pods/1/with\\040space rw - tmpfs tmpfs rw',
      '32 22 0:6 / /var/lib/plimsoll-laboratory rw - tmpfs tmpfs rw',
    ].join('\n');
    expect(mountsBelow(mountinfo, '/var/lib/plimsoll-lab')).toEqual([
      '/var/lib/plimsoll-lab/kubelet/pods/1/with space',
      '/var/lib/plimsoll-lab/kubelet/pods/1',
    ]);
  });
});

describe('a process', () => {
  it('is read right when its name holds brackets and spaces', () => {
    const numbers = Array.from({ length: 18 }, (_, index) => index).join(' ');
    expect(parseStat(`77 (a) b (c)) S ${numbers} 424242 1 2 3`)).toEqual({ state: 'S', startedAt: '424242' });
  });
});

describe('the path of an object', () => {
  it.each([
    [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'n' } }, '/api/v1/namespaces/n/pods'],
    [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } }, '/api/v1/namespaces'],
    [
      { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a', namespace: 'n' } },
      '/apis/networking.k8s.io/v1/namespaces/n/networkpolicies',
    ],
  ])('%j', (object, path) => {
    expect(collectionOf(object)).toBe(path);
  });
});

describe('a duration', () => {
  it.each([
    [0.44, '0.4 s'],
    [4.4, '4 s'],
    [89, '89 s'],
    [300, '5 min'],
    [119.6, '2 min'],
    [95, '1 min 35 s'],
  ])('of %d s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
