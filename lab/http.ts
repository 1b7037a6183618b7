import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';

interface HttpOptions {
  readonly method?: string;
  readonly body?: string;
  readonly contentType?: string;
  readonly timeoutMs?: number;
  /** PEM texts: whom to trust, and who we are. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly socketPath?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** One request on a connection of its own; no proxy and no other setting of the environment has a say. */
export function http(url: string, options: HttpOptions = {}): Promise<HttpAnswer> {
  const { method = 'GET', body, contentType, timeoutMs = 3000, tls, socketPath } = options;
  const send = url.startsWith('https:') ? tlsRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        method,
        agent: false,
        timeout: timeoutMs,
        socketPath,
        ...tls,
        headers: body === undefined ? {} : { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
        );
      },
    );
    request.on('timeout', () => request.destroy(new Error(`${url} gave no answer within ${timeoutMs / 1000} s`)));
    request.on('error', reject);
    request.end(body);
  });
}

/** What is wrong with the address, or undefined when it answers 200. */
export async function wrongWith(url: string, options: HttpOptions = {}): Promise<string | undefined> {
  try {
    const { status, body } = await http(url, options);
    return status === 200 ? undefined : `${url} answers ${status}${body ? ` (${body.trim().slice(0, 200)})` : ''}`;
  } catch (error) {
    return `${url}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
