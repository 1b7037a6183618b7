import { overlap } from '../lab/preflight/addresses';
import { problemsOf } from '../lab/preflight/disk';
import { parseListeners } from '../lab/preflight/ports';
import { isAtLeast } from '../lab/preflight/tools';

describe('listeners as ss prints them', () => {
  it('gives address, port and who listens', () => {
    const text = [
      'LISTEN 0      4096       127.0.0.1:15000      0.0.0.0:*    users:(("docker-registry",pid=14878,fd=3))',
      'LISTEN 0      4096    127.0.0.53%lo:53         0.0.0.0:*',
      'LISTEN 0      511                *:8080             *:*    users:(("node",pid=7,fd=19),("node",pid=8,fd=19))',
      'LISTEN 0      128             [::]:22            [::]:*    users:(("sshd",pid=1,fd=4))',
    ].join('\n');
    expect(parseListeners(text)).toEqual([
      { address: '127.0.0.1', port: 15000, program: 'docker-registry', pid: 14878 },
      { address: '127.0.0.53', port: 53, program: undefined, pid: undefined },
      { address: '*', port: 8080, program: 'node', pid: 7 },
      { address: '[::]', port: 22, program: 'sshd', pid: 1 },
    ]);
  });
});

describe('address ranges', () => {
  it.each([
    ['10.250.0.1/32', '10.250.0.0/24', true],
    ['10.244.0.0/16', '10.244.3.0/24', true],
    ['10.96.0.0/16', '10.0.0.0/8', true],
    ['10.251.0.0/24', '10.251.1.0/24', false],
    ['10.244.0.0/16', '192.168.0.0/16', false],
    ['10.244.0.0/16', '10.244.0.9', true], // a route to one host has no bits
  ])('%s and %s', (one, other, expected) => {
    expect(overlap(one, other)).toBe(expected);
    expect(overlap(other, one)).toBe(expected);
  });
});

describe('space on disk', () => {
  const need = { folder: '/a', what: 'one thing', gibibytes: 2, device: 1, freeGibibytes: 3 };

  it('adds what lies on one file system', () => {
    expect(problemsOf([need, { ...need, folder: '/b' }])).toEqual([
      'The disk has 3.0 GiB left and the lab needs 4 GiB: 2 GiB in /a for one thing, 2 GiB in /b for one thing. Make room; XDG_CACHE_HOME moves the cache.',
    ]);
  });

  it('does not add what lies on two', () => {
    expect(problemsOf([need, { ...need, folder: '/b', device: 2 }])).toEqual([]);
  });
});

describe('versions', () => {
  it.each([
    ['1.26.8', '1.24', true],
    ['1.24', '1.24.0', true],
    ['1.9.9', '1.24', false],
    ['28.0.4', '20.10', true],
    ['1.25rc1', '1.26', false],
    ['devel', '1.24', false],
  ])('%s is at least %s: %s', (found, wanted, expected) => {
    expect(isAtLeast(found, wanted)).toBe(expected);
  });
});
