import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A MOCK of the few GitHub and GitLab calls that a sticky comment uses: neither service can run here.
 * It keeps comments in memory, pages them as the real ones do, and refuses what is longer than they take.
 */
export class ForgeMock {
  readonly comments: { id: number; author: string; body: string }[] = [];
  readonly requests: string[] = [];
  headCommit = 'a'.repeat(40);
  /** Answers this status to the next calls, one each. */
  failures: number[] = [];
  /** Answers this status to the next creations, one each: before or after the comment was stored. */
  brokenCreations: { readonly status: number; readonly isStored: boolean }[] = [];
  private server: Server | undefined;

  async start(): Promise<string> {
    this.server = createServer((request, response) => {
      void readBody(request).then((body) => {
        const { status, json } = this.answer(request.method ?? '', request.url ?? '', body, request.headers);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()));
  }

  private answer(
    method: string,
    url: string,
    body: string,
    headers: IncomingMessage['headers'],
  ): { status: number; json: unknown } {
    this.requests.push(`${method} ${url}`);
    if (headers.authorization !== 'Bearer token-1' && headers['private-token'] !== 'token-1')
      return { status: 401, json: { message: 'Bad credentials' } };
    const failure = this.failures.shift();
    if (failure) return { status: failure, json: { message: 'try later' } };
    const { pathname, searchParams } = new URL(url, 'http://mock');
    if (pathname === '/user') return { status: 200, json: { username: 'project-bot' } };
    if (pathname === '/repos/shop/web/pulls/7') return { status: 200, json: { head: { sha: this.headCommit } } };
    if (pathname === '/projects/42/merge_requests/7') return { status: 200, json: { sha: this.headCommit } };
    if (/\/(comments|notes)$/.test(pathname)) {
      if (method === 'POST') {
        const broken = this.brokenCreations.shift();
        if (broken?.isStored === false) return { status: broken.status, json: { message: 'bad gateway' } };
        const id = this.comments.length + 1;
        const author = pathname.startsWith('/repos') ? 'github-actions[bot]' : 'project-bot';
        const text = textOf(body);
        if (isTooLong(pathname, text)) return tooLong;
        this.comments.push({ id, author, body: text });
        return broken ? { status: broken.status, json: { message: 'bad gateway' } } : { status: 201, json: { id } };
      }
      const page = Number(searchParams.get('page'));
      const perPage = Number(searchParams.get('per_page'));
      const items = this.comments.slice((page - 1) * perPage, page * perPage);
      return {
        status: 200,
        json: items.map(({ id, author, body: posted }) => ({
          id,
          body: posted,
          user: { login: author },
          author: { username: author },
        })),
      };
    }
    const wanted = this.comments.find(({ id }) => id === Number(/\/(\d+)$/.exec(pathname)?.[1]));
    if (!wanted || !['PATCH', 'PUT'].includes(method)) return { status: 404, json: { message: 'Not Found' } };
    const text = textOf(body);
    if (isTooLong(pathname, text)) return tooLong;
    wanted.body = text;
    return { status: 200, json: {} };
  }
}

const textOf = (body: string): string => (JSON.parse(body) as { body: string }).body;
const isTooLong = (pathname: string, text: string): boolean =>
  text.length > (pathname.startsWith('/repos') ? 65_536 : 1_000_000);
const tooLong = { status: 422, json: { message: 'body is too long' } };

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
