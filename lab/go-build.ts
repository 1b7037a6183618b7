import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import type { Lab } from './component';
import { LabError } from './lab-error';
import type { Paths } from './layout';
import { CommandFailed, run } from './run';

/** A program of this repository that is built from Go modules with a committed go.sum. */
export interface GoProgram {
  /** Name of the binary. */
  readonly name: string;
  /** Module folder, relative to the checkout. */
  readonly folder: string;
  readonly what: string;
  readonly linkerFlags?: string;
  /** What to build when it is not the folder itself: the path of a program that the module requires. @default '.' */
  readonly package?: string;
  /** Seconds with empty Go caches on two idle cores. */
  readonly usualSeconds: number;
}

/** Binaries that nobody used for so long make room. */
const keptDays = 30;

// What a first user waits for is the compiler: debug data would be stripped anyway, inlining costs it more than it saves
// a lab, and one package in one thread (beside GOMAXPROCS=1 and GOGC below) saves a third of the whole on two cores.
const buildFlags = ['-trimpath', '-gcflags=all=-dwarf=false -l -c=1', '-buildvcs=false'];

/** Path of the built binary, from the cache where one with the same content has been built by any checkout. */
export async function goBuild(lab: Lab, program: GoProgram): Promise<string> {
  const target = await binaryOf(lab.paths, program);
  if (touch(target)) return target;
  mkdirSync(join(lab.paths.cache, 'go'), { recursive: true });
  lab.note(
    `compiling ${program.what}; from nothing this takes about ${minutes(program.usualSeconds)}, later it is in the cache`,
  );
  lab.working('waiting for its turn: one program is compiled at a time');
  const folder = join(target, '..');
  let compiled = 0;
  const unfinished = `${folder}.unfinished-${process.pid}`;
  try {
    // The lock is held by the compiler itself: when we are killed, the next run waits for it instead of competing.
    // nothing-to-do is decided again inside, since another checkout may have built the same meanwhile.
    await run(
      'flock',
      [
        join(lab.paths.cache, 'go', 'lock'),
        ...['sh', '-c', 'test -e "$1" && exit 0; shift; mkdir -p "$1" && shift && exec nice -n 5 go build "$@"', 'sh'],
        ...[target, unfinished, '-v', '-p', `${availableParallelism()}`, ...buildFlags],
        ...['-ldflags', `-s -w ${program.linkerFlags ?? ''}`.trim()],
        ...['-o', join(unfinished, program.name), program.package ?? '.'],
      ],
      {
        cwd: join(lab.paths.checkout, program.folder),
        signal: lab.signal,
        // With -v the compiler names each package when it is done with it.
        onLine: (line) => lab.working(`compiled ${++compiled} packages, last ${line}`),
        environment: {
          ...process.env,
          CGO_ENABLED: '0',
          GOMAXPROCS: '1',
          GOGC: process.env['GOGC'] ?? '400',
          GOFLAGS: '-mod=readonly',
          GOWORK: 'off',
          // go.sum is committed and verifies every module; the public checksum database need not be reachable.
          GOSUMDB: 'off',
        },
      },
    );
    if (existsSync(join(unfinished, program.name))) renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error instanceof CommandFailed ? buildFailed(lab.paths, program, error) : error;
  }
  dropUnused(join(lab.paths.cache, 'go'), folder);
  return target;
}

/** Whether the cache holds it; without Go, or with an incomplete checkout, it cannot be said to. */
export async function isBuilt(paths: Paths, program: GoProgram): Promise<boolean> {
  try {
    return existsSync(await binaryOf(paths, program));
  } catch (error) {
    if (error instanceof CommandFailed || error instanceof LabError) return false;
    throw error;
  }
}

async function binaryOf(paths: Paths, program: GoProgram): Promise<string> {
  const folder = join(paths.checkout, program.folder);
  if (!existsSync(join(folder, 'go.mod')))
    throw new LabError(
      `${program.folder} holds no go.mod: this checkout is not complete, so ${program.name} cannot be built.`,
    );
  const goVersion = await run('go', ['env', 'GOVERSION', 'GOOS', 'GOARCH']);
  const parameters = [
    goVersion,
    ...buildFlags,
    program.linkerFlags ?? '',
    ...(program.package ? [program.package] : []),
  ];
  const key = contentKey(folder, parameters);
  return join(paths.cache, 'go', `${program.name}-${key}`, program.name);
}

/** Hash of what decides about the binary: every source of the module, compiler and flags. Documentation and tests do not. */
export function contentKey(folder: string, parameters: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parameters));
  for (const file of sourcesOf(folder)) {
    const content = readFileSync(join(folder, file));
    hash.update(`\0${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

function sourcesOf(folder: string, within = folder): string[] {
  return readdirSync(within, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(within, entry.name);
      if (entry.isDirectory()) return entry.name === 'testdata' ? [] : sourcesOf(folder, path);
      const counts = entry.isFile() && !/(_test\.go|\.md)$/.test(entry.name);
      return counts ? [relative(folder, path)] : [];
    })
    .sort();
}

function touch(path: string): boolean {
  if (!existsSync(path)) return false;
  const now = new Date();
  utimesSync(path, now, now);
  return true;
}

function dropUnused(cache: string, current: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (path === current || !statSync(path).isDirectory()) continue;
    const unusedDays = (Date.now() - newest(path)) / 86_400_000;
    // An unfinished folder belongs to a run that was killed: builds hold the lock, so none is at work after a day.
    if (unusedDays > (name.includes('.unfinished-') ? 1 : keptDays)) rmSync(path, { recursive: true, force: true });
  }
}

function newest(folder: string): number {
  return Math.max(statSync(folder).mtimeMs, ...readdirSync(folder).map((name) => statSync(join(folder, name)).mtimeMs));
}

function buildFailed(paths: Paths, program: GoProgram, { detail }: CommandFailed): LabError {
  const full = /no space left on device/.test(detail);
  return new LabError(
    `Building ${program.name} from ${program.folder} failed:\n${detail}\n` +
      (full
        ? `The disk is full: make room where Go builds (\`go env GOCACHE GOMODCACHE GOTMPDIR\`) and in the lab cache ${paths.cache}, then run this again; what was compiled is kept.`
        : 'If modules could not be downloaded, check GOPROXY (`go env GOPROXY`) and the network, then run this again; what was compiled is kept.'),
  );
}

function minutes(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
