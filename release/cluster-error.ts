import { isNativeError } from 'node:util/types';
import type { HttpError } from '@kubernetes/client-node';
import type { DescribedEnvironment } from './description';
import { shellWord } from './shell-word';

/** What was asked of a cluster, and what is known of the way on. */
export interface ClusterRequest {
  /** As it stands after "to": `list Leases in namespace "states"`. */
  readonly asked: string;
  readonly environment: Pick<DescribedEnvironment, 'name' | 'kubeContext'>;
  /** By status, where whoever asks knows better what to do. */
  readonly nextSteps?: { readonly [status: number]: string };
}

/** A cluster, or the way to it, did not do what was asked; the message says why, and what to do. */
export class ClusterError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ClusterError';
  }
}

/** What to throw instead of an error of the Kubernetes client; anything else stays what it is. */
export function clusterError(error: unknown, request: ClusterRequest): unknown {
  const sentence = explained(error, request);
  return sentence === undefined ? error : new ClusterError(sentence);
}

/** The status that an API server answered with; undefined when it was not a server that refused. */
export const statusOf = (error: unknown): number | undefined => (error as Partial<HttpError> | undefined)?.statusCode;

/**
 * An error of the Kubernetes client as a sentence; undefined for anything else, which is a bug of ours.
 * The client's own message of every refusal is "HTTP request failed": the reason stands in the body.
 */
export function explained(error: unknown, request: ClusterRequest): string | undefined {
  const { asked, environment, nextSteps = {} } = request;
  const cluster = `The cluster of kube context "${environment.kubeContext}"`;
  const status = statusOf(error);
  if (status !== undefined)
    return `${cluster} answered with status ${status} when asked to ${asked}: ${reasonOf(error as HttpError)}. ${nextSteps[status] ?? nextStep(status, environment)}`;
  const trouble = troubleOf(error);
  if (trouble === undefined) return undefined;
  const { code, message } = error as NodeJS.ErrnoException;
  // An address with several numbers, such as localhost, fails with a message for each number and none of its own.
  const reason = sentenceOf(message) || code || 'it does not say why';
  return `${cluster} ${trouble.said} when asked to ${asked}: ${reason}. ${trouble.nextStep}`;
}

/** Of Kubernetes a Status, of a proxy before it any text. */
function reasonOf({ body }: HttpError): string {
  const said = typeof body === 'string' ? body : (body as { readonly message?: string } | undefined)?.message;
  return sentenceOf(said) || 'it does not say why';
}

/** The first line, without a full stop: more of it would be somebody's page or stack. */
function sentenceOf(text = ''): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.trim().slice(0, 300).replace(/\.$/, '');
}

function nextStep(status: number, { name, kubeContext }: ClusterRequest['environment']): string {
  if (status === 401) return 'Log in to it again, or correct the user in the kube configuration, and run this again.';
  if (status === 403) return 'Ask whoever looks after the cluster for that permission, and run this again.';
  if (status === 404)
    return (
      `Make what is missing: npm run bootstrap -- --environment ${shellWord(name)} for namespaces and credentials, ` +
      'a release for everything else.'
    );
  if (status === 409) return 'Somebody else has changed it in this very moment: run this again.';
  if (status === 429 || status >= 500)
    return (
      'It has trouble of its own: run this again when it has recovered, ' +
      `which \`kubectl --context ${shellWord(kubeContext)} get --raw /readyz\` says.`
    );
  return 'Check that the server in the kube configuration is the API server of this cluster, and run this again.';
}

interface Trouble {
  readonly codes: RegExp;
  readonly said: string;
  readonly nextStep: string;
}

/** What Node calls failures on the way to a server, the more special ones first. */
const troubles: readonly Trouble[] = [
  {
    codes: /CERT|SIGNATURE|INVALID_CA|HOSTNAME_MISMATCH|^ERR_(TLS|SSL|OSSL)_|^EPROTO$/,
    said: 'cannot be spoken to over TLS',
    nextStep:
      'Correct its server, its certificate authority or your client certificate in the kube configuration, and run this again.',
  },
  {
    codes: /^(ETIMEDOUT|ESOCKETTIMEDOUT)$/,
    said: 'does not answer in time',
    nextStep: 'Check that it runs and that this machine reaches it (network, VPN, firewall), and run this again.',
  },
  {
    codes: /^(ENOENT|EACCES|EISDIR)$/,
    said: 'cannot be asked',
    nextStep: 'The kube configuration names a file that cannot be read: correct it, and run this again.',
  },
  {
    codes: /^E(?!RR_)/,
    said: 'does not answer',
    nextStep:
      'Start it (the lab: `npm run lab -- up`), or correct the server in the kube configuration, and run this again.',
  },
];

/** The client throws a plain Error, without a code, when the program that logs in fails, or the server is no address. */
const notEvenTried: Omit<Trouble, 'codes'> = {
  said: 'cannot be asked',
  nextStep: 'Log in to it again, or correct its user and server in the kube configuration, and run this again.',
};

function troubleOf(error: unknown): Omit<Trouble, 'codes'> | undefined {
  if (!isNativeError(error)) return undefined;
  const { code, name } = error as NodeJS.ErrnoException;
  if (code === undefined) return name === 'Error' ? notEvenTried : undefined;
  return troubles.find(({ codes }) => codes.test(code));
}
