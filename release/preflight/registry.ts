import { request } from 'node:https';
import type { Check } from './check';

const patienceMilliseconds = 10_000;

/** Whether the registry answers at all. Whom it lets in and whose certificate it has is between it and the engine. */
export const registryProblems: Check = async ({ environment, variables }) => {
  // Behind a proxy only the engine knows the way.
  const proxied = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'].some((name) => variables[name]);
  if (!environment.builds || proxied) return [];
  const { address } = environment.registry;
  const host = address.split('/')[0] as string;
  const complaint = await ask(host);
  if (complaint === undefined) return [];
  return [
    `The registry ${address} does not answer (GET https://${host}/v2/: ${complaint}). ` +
      `Start it, or correct registry.address in environments/${environment.name}.ts.`,
  ];
};

function ask(host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asked = request(
      `https://${host}/v2/`,
      { rejectUnauthorized: false, timeout: patienceMilliseconds },
      (answer) => {
        answer.resume();
        const status = answer.statusCode ?? 0;
        // 401 is how a registry asks for a login.
        resolve(status < 400 || status === 401 || status === 403 ? undefined : `status ${status}`);
      },
    );
    asked.on('timeout', () => asked.destroy(new Error(`no answer in ${patienceMilliseconds / 1000} s`)));
    asked.on('error', (error: NodeJS.ErrnoException) =>
      // What Node says of a server that speaks no TLS; the docker provider asks such a registry over https as well.
      resolve(error.code === 'EPROTO' ? 'it speaks no TLS' : error.message || String(error.code)),
    );
    asked.end();
  });
}
