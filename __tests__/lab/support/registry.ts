import { request } from 'node:https';

/** Whether the lab's registry has a manifest for this reference: what a pull would ask for. */
export function registryHolds(reference: string): Promise<boolean> {
  const [, address = '', name = '', tag = ''] = /^([^/]+)\/(.+):([^:]+)$/.exec(reference) ?? [];
  const [hostname, port] = address.split(':');
  return new Promise((resolve, reject) => {
    request(
      {
        hostname,
        port,
        path: `/v2/${name}/manifests/${tag}`,
        method: 'HEAD',
        // The registry of the lab has a certificate of the lab's own; what matters here is whether the tag is there.
        rejectUnauthorized: false,
        headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
      },
      ({ statusCode }) => resolve(statusCode === 200),
    )
      .on('error', reject)
      .end();
  });
}
