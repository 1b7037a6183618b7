import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Terraform's providers, or the Docker engine: who supplies them. */
export type Source = 'own' | 'existing';

/** What one run has to tell the next, and `down`. */
export interface RecordData {
  readonly format: 1;
  /** Kernel settings belong to one boot: after a reboot they are the machine's again and are read anew. */
  readonly bootId: string;
  /** Kernel settings as they were before the lab, by path below /proc/sys. */
  readonly sysctls: Readonly<Record<string, string>>;
  /** Folders and files outside the state folder that components make by themselves and that were absent before. */
  readonly absentBefore: readonly string[];
  /** Version of each component, as it runs. */
  readonly versions: Readonly<Record<string, string>>;
  readonly dockerEngine?: Source;
  /** Set when an `up` has got to its end: `env` asks for it. */
  readonly completedAt?: string;
}

export interface LabRecord {
  readonly read: () => RecordData;
  readonly change: (change: Partial<RecordData>) => void;
}

/** The record of a lab, or undefined where none was ever started. A file cut short cannot exist: it is renamed into place. */
export function readRecord(path: string): RecordData | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RecordData;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export function writeRecord(path: string, data: RecordData): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(data, null, 2)}\n`);
  renameSync(unfinished, path);
}

export function openRecord(path: string, initial: RecordData): LabRecord {
  let data = initial;
  return {
    read: () => data,
    change: (change) => {
      data = { ...data, ...change };
      writeRecord(path, data);
    },
  };
}
