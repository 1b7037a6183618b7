import { basename } from 'node:path';
import { healthy, unhealthy, type Component, type Lab } from './component';
import { daemonOf, startDaemon, stopDaemon } from './processes';

interface DaemonComponent extends Omit<Component, 'check' | 'start' | 'stop'> {
  /** Program to run: a name on the PATH, or a path. */
  readonly program: string | ((lab: Lab) => string);
  readonly arguments: (lab: Lab) => readonly string[];
  readonly environment?: (lab: Lab) => NodeJS.ProcessEnv;
  /** Writes configuration files and the like. */
  readonly prepare?: (lab: Lab) => Promise<void> | void;
  /** What is wrong with the running daemon, or undefined. */
  readonly wrong: (lab: Lab) => Promise<string | undefined>;
}

/** A component that is one long-running process of the lab. */
export function daemon(spec: DaemonComponent): Component {
  const { program, arguments: args, environment, prepare, wrong, ...component } = spec;
  const programOf = (lab: Lab): string => (typeof program === 'string' ? program : program(lab));
  return {
    recoverySeconds: 15,
    ...component,
    check: async (lab) => {
      if (!daemonOf(spec.name, basename(programOf(lab))))
        return { state: 'stopped', because: 'its process does not run' };
      const because = await wrong(lab);
      return because === undefined ? healthy : unhealthy(because);
    },
    start: async (lab) => {
      await prepare?.(lab);
      await startDaemon(lab.paths, {
        component: spec.name,
        command: programOf(lab),
        args: args(lab),
        environment: environment?.(lab),
      });
    },
    stop: (lab) => stopDaemon(spec.name, basename(programOf(lab))),
  };
}
