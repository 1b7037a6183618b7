import { node, ports } from '../layout';
import type { Check } from './check';
import { labProcesses } from '../processes';
import { run, succeeds } from '../run';

interface Listener {
  readonly address: string;
  readonly port: number;
  readonly program?: string;
  readonly pid?: number;
}

export const portProblems: Check = async ({ labExists }) => {
  if (!(await succeeds('sh', ['-c', 'command -v ss']))) return [];
  const ours = new Set(labProcesses().map(({ pid }) => pid));
  const listeners = parseListeners(await run('ss', ['-ltnpH'])).filter(
    // Without root one cannot see who listens; where a lab exists, it is most likely the lab.
    ({ pid }) => (pid === undefined ? !labExists : !ours.has(pid)),
  );
  return Object.entries(ports).flatMap(([purpose, port]) =>
    listeners
      .filter((listener) => listener.port === port && collides(listener, purpose))
      .map((listener) => {
        const who = listener.program ? `${listener.program} (process ${listener.pid})` : 'another program';
        return `Port ${port} on ${listener.address}, which the lab needs for ${words(purpose)}, is used by ${who}. Stop it, then run this again.`;
      }),
  );
};

/** The kubelet has an address of its own; everything else listens on the loopback address, the API on both. */
function collides({ address }: Listener, purpose: string): boolean {
  const used = purpose === 'kubelet' ? [node.address] : purpose === 'api' ? ['127.0.0.1', node.address] : ['127.0.0.1'];
  return ['0.0.0.0', '*', '[::]', ...used].includes(address);
}

/** Lines of `ss -ltnpH`: state, queues, local address and port, peer, users. */
export function parseListeners(text: string): Listener[] {
  return text.split('\n').flatMap((line) => {
    const match = /^LISTEN\s+\d+\s+\d+\s+(\S+):(\d+)\s+\S+(?:\s+users:\(\("([^"]*)",pid=(\d+))?/.exec(line);
    if (!match) return [];
    const [, address = '', port, program, pid] = match;
    return [
      {
        address: address.replace(/%.*$/, ''),
        port: Number(port),
        program,
        pid: pid === undefined ? undefined : Number(pid),
      },
    ];
  });
}

function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
