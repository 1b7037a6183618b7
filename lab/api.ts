import { http, type HttpAnswer } from './http';
import { apiUrl, type Paths } from './layout';
import { identity } from './pki';

/** A Kubernetes object as we write it. */
export interface ApiObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** Speaks to the lab's API server as its administrator. */
export class Api {
  constructor(private readonly paths: Paths) {}

  async get<T>(path: string): Promise<T | undefined> {
    const answer = await this.send('GET', path);
    return answer.status === 404 ? undefined : (JSON.parse(accepted('GET', path, answer)) as T);
  }

  async text(path: string): Promise<string> {
    return accepted('GET', path, await this.send('GET', path));
  }

  async delete(path: string): Promise<void> {
    const answer = await this.send('DELETE', path);
    if (answer.status !== 404) accepted('DELETE', path, answer);
  }

  /** Creates the object or brings it to what is written here (server-side apply). */
  async apply(object: ApiObject): Promise<void> {
    const path = `${collectionOf(object)}/${object.metadata.name}?fieldManager=plimsoll-lab&force=true`;
    const body = JSON.stringify(object); // JSON is YAML
    accepted('PATCH', path, await this.send('PATCH', path, body, 'application/apply-patch+yaml'));
  }

  private send(method: string, path: string, body?: string, contentType?: string): Promise<HttpAnswer> {
    return http(`${apiUrl}${path}`, {
      method,
      body,
      contentType,
      timeoutMs: 10_000,
      tls: identity(this.paths, 'admin'),
    });
  }
}

function accepted(method: string, path: string, { status, body }: HttpAnswer): string {
  if (status < 200 || status > 299) throw new Error(`${method} ${apiUrl}${path} was answered with ${status}: ${body}`);
  return body;
}

const irregularPlurals: Readonly<Record<string, string>> = {
  NetworkPolicy: 'networkpolicies',
  StorageClass: 'storageclasses',
  PriorityClass: 'priorityclasses',
};

/** Path of the collection that the object belongs to, without asking the server for its list of kinds. */
export function collectionOf({ apiVersion, kind, metadata }: ApiObject): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const plural = irregularPlurals[kind] ?? `${kind.toLowerCase()}s`;
  return metadata.namespace ? `${root}/namespaces/${metadata.namespace}/${plural}` : `${root}/${plural}`;
}
