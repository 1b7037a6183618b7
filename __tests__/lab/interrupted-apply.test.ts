import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from '../../quickstart/child';
import { interruptCdktf } from '../../quickstart/interrupt';
import { checkout, ring } from './support/ring';

/** Real cdktf and Terraform, and a backend that takes its time to save: what is cut off shows. */
let folder: string;
let server: Server;
let saved = '';
let lock = '';
let locked: () => void;
const lockTaken = new Promise<void>((resolve) => (locked = resolve));

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      switch (`${request.method} ${(request.url ?? '').split('?')[0]}`) {
        case 'LOCK /lock':
          lock = body;
          locked();
          return response.end();
        case 'UNLOCK /lock':
          lock = '';
          return response.end();
        case 'POST /state':
          return setTimeout(() => ((saved = body), response.end()), 1500);
        default:
          return response.writeHead(saved === '' ? 404 : 200).end(saved);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-interrupted-'));
  symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(
    join(folder, 'cdktf.json'),
    JSON.stringify({ language: 'typescript', app: 'node app.js', projectId: 'x', sendCrashReports: 'false' }),
  );
  writeFileSync(
    join(folder, 'app.js'),
    `const { App } = require('cdktf/lib/app');
     const { HttpBackend } = require('cdktf/lib/backends/http-backend');
     const { TerraformStack } = require('cdktf/lib/terraform-stack');
     const app = new App();
     const stack = new TerraformStack(app, 'slow');
     const [address, lockAddress] = ['${address}/state', '${address}/lock'];
     new HttpBackend(stack, { address, lockAddress, unlockAddress: lockAddress, lockMethod: 'LOCK', unlockMethod: 'UNLOCK' });
     stack.addOverride('resource.terraform_data.done', { input: 'done' });
     stack.addOverride('resource.terraform_data.slow', {
       depends_on: ['terraform_data.done'],
       provisioner: [{ 'local-exec': { command: 'sleep 60' } }],
     });
     app.synth();`,
  );
});
afterAll(() => {
  server.close().closeAllConnections();
  rmSync(folder, { recursive: true });
});

it('an apply that quickstart interrupts saves its state and gives its lock back', async () => {
  const abort = new AbortController();
  // What Terraform could finish is done by then, and the rest is under way.
  void lockTaken.then(() => setTimeout(() => abort.abort(new Error('interrupted')), 3000));
  const running = runChild(
    process.execPath,
    [join(checkout, 'node_modules', 'cdktf-cli', 'bundle', 'bin', 'cdktf'), 'deploy', 'slow', '--auto-approve'],
    {
      shown: 'cdktf',
      cwd: folder,
      env: ring().variables,
      signal: abort.signal,
      interrupt: (cdktf) => interruptCdktf(cdktf, 'terraform'),
    },
  );
  await expect(running).rejects.toThrow('interrupted');
  const { resources } = JSON.parse(saved) as { resources: readonly { name: string }[] };
  expect(resources.map(({ name }) => name)).toContain('done');
  expect(lock).toBe('');
});
