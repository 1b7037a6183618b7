import { request } from 'node:http';
import { failureOf, resultOf, type Result } from './answer';
import type { Purpose } from './report';

interface Target {
  readonly host: string;
  readonly port: number;
  /** Path of the address, without slash at its end. */
  readonly path: string;
  /** Address of this machine to send from. @default - the system's choice */
  readonly from?: string;
}

/** Splits an address into what each request needs; anything but plain http is refused. */
export function targetOf(url: string): Target {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'http:')
    throw new Error(`"${url}" is not an address to put load on; give one like http://127.0.0.1:30080`);
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  return { host, port: Number(parsed.port || 80), path: parsed.pathname.replace(/\/$/, '') };
}

/** Sends one request over a connection of its own, as a new visitor would, and waits for its whole answer. */
export function send(target: Target, purpose: Purpose, reference: string, milliseconds: number): Promise<Result> {
  const order = purpose === 'order' ? JSON.stringify({ reference, item: 'load test', quantity: 1 }) : undefined;
  return new Promise((resolve) => {
    const outgoing = request({
      host: target.host,
      localAddress: target.from,
      port: target.port,
      path: `${target.path}${order ? '/orders' : '/version'}`,
      method: order ? 'POST' : 'GET',
      agent: false,
      headers: order ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(order) } : {},
    });
    // One limit for connecting, sending and the whole answer: a visitor does not care which of them hangs.
    const timer = setTimeout(() => {
      settle({ kind: 'timeout', detail: `no answer within ${milliseconds} ms` });
      outgoing.destroy();
    }, milliseconds);
    const settle = (result: Result): void => {
      clearTimeout(timer);
      resolve(result);
    };
    outgoing.on('error', (error) => settle(failureOf(error)));
    outgoing.on('response', (incoming) => {
      let body = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => (body += chunk));
      incoming.on('end', () => settle(resultOf(purpose, incoming.statusCode ?? 0, body, reference)));
      incoming.on('error', (error) => settle(failureOf(error)));
    });
    outgoing.end(order);
  });
}
