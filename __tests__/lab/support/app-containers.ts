import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkout, ring } from './ring';

const execute = promisify(execFile);

/** The engine and registry named in the environment, else those of the lab that this ring has brought up. */
function engine(): { readonly host: string; readonly registry: string } {
  const { DOCKER_HOST: host, PLIMSOLL_LAB_REGISTRY: registry } = process.env;
  if (host && registry) return { host, registry };
  return { host: ring().variables['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock', registry: '127.0.0.1:15000' };
}

export const password = `it's a "pass\\word"`;

/** Containers of the sample application on the host's network, as locked down as its pods are. */
export class AppContainers {
  readonly prefix = `plimsoll-app-test-${process.pid}`;
  readonly volume = `${this.prefix}-data`;
  private readonly engine = engine();
  private readonly started = new Set<string>();

  constructor(readonly databasePort: number) {}

  async docker(...args: string[]): Promise<string> {
    const environment = { ...process.env, DOCKER_HOST: this.engine.host, DOCKER_BUILDKIT: '0' };
    const { stdout, stderr } = await execute('docker', args, { env: environment, maxBuffer: 1 << 26 });
    return args[0] === 'logs' ? stdout + stderr : stdout.trim();
  }

  async build(folder: 'web' | 'database', version = '0'): Promise<void> {
    const base = folder === 'web' ? 'node:22-bookworm' : 'debian:bookworm';
    const basis = `BASE_IMAGE=${this.engine.registry}/plimsoll-lab/${base}`;
    const args = ['--build-arg', basis, ...(folder === 'web' ? ['--build-arg', `APP_VERSION=${version}`] : [])];
    await this.docker('build', '--quiet', ...args, '--tag', this.image(folder, version), join(checkout, 'app', folder));
  }

  async startDatabase(): Promise<void> {
    const settings = {
      MARIADB_DATABASE: 'shop',
      MARIADB_USER: 'shop',
      MARIADB_PASSWORD: password,
      MARIADB_ROOT_PASSWORD: password,
    };
    const mounts = [
      '--volume',
      `${this.volume}:/var/lib/mysql`,
      '--tmpfs',
      '/run/mysqld:uid=10002,gid=10002,mode=0750',
    ];
    await this.start('database', this.image('database', '0'), settings, mounts, [
      `--port=${this.databasePort}`,
      '--bind-address=127.0.0.1',
    ]);
  }

  async startWeb(name: string, version: string, port: number): Promise<void> {
    await this.start(name, this.image('web', version), { ...this.webSettings(), PORT: String(port) }, [], ['serve']);
  }

  /** Runs `migrate` of a version to its end. Throws with its output when it fails. */
  async migrate(version: string): Promise<string> {
    const settings = Object.entries(this.webSettings()).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    return this.docker('run', '--rm', ...locked, ...settings, this.image('web', version), 'migrate');
  }

  container(name: string): string {
    return `${this.prefix}-${name}`;
  }

  /** Asks a container to end as Kubernetes does and returns its exit code. */
  async terminate(name: string): Promise<number> {
    await this.docker('kill', '--signal', 'TERM', this.container(name));
    return Number(await this.docker('wait', this.container(name)));
  }

  async removeAll(): Promise<void> {
    for (const name of this.started) await this.docker('rm', '--force', name);
    await this.docker('volume', 'rm', '--force', this.volume);
  }

  private image(folder: string, version: string): string {
    return `plimsoll-app-test/${folder}:${version}`;
  }

  private webSettings(): Record<string, string> {
    return {
      DATABASE_HOST: '127.0.0.1',
      DATABASE_PORT: String(this.databasePort),
      DATABASE_NAME: 'shop',
      DATABASE_USER: 'shop',
      DATABASE_PASSWORD: password,
      DRAIN_SECONDS: '3',
    };
  }

  private async start(
    name: string,
    image: string,
    settings: Record<string, string>,
    options: readonly string[],
    command: readonly string[],
  ): Promise<void> {
    const container = this.container(name);
    this.started.add(container);
    const environment = Object.entries(settings).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
    await this.docker('run', '--detach', '--name', container, ...locked, ...environment, ...options, image, ...command);
  }
}

const locked = [
  '--network=host',
  '--read-only',
  '--cap-drop=ALL',
  '--security-opt=no-new-privileges',
  '--tmpfs=/tmp:mode=1777',
];

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
