import { connect, createServer, type Server, type Socket } from 'node:net';

/** Sends new connections in turn to the ports whose /readyz says yes, as a Service does with its endpoints. */
export class Balancer {
  private ready: readonly number[] = [];
  private next = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer((socket) => this.forward(socket));
  private readonly poll: NodeJS.Timeout;

  constructor(private readonly ports: readonly number[]) {
    this.poll = setInterval(() => void this.look(), 200);
  }

  async start(port: number): Promise<void> {
    await this.look();
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    clearInterval(this.poll);
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async look(): Promise<void> {
    const answers = await Promise.all(this.ports.map(async (port) => ((await isReady(port)) ? [port] : [])));
    this.ready = answers.flat();
  }

  private forward(client: Socket): void {
    const port = this.ready[this.next++ % Math.max(1, this.ready.length)];
    if (port === undefined) return void client.destroy();
    const upstream = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => this.sockets.delete(one));
      one.pipe(other);
    }
  }
}

export async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(1500) })).ok;
  } catch {
    // Not listening (yet, or any more) is not ready.
    return false;
  }
}
