import { parse } from 'parse5';
import { html } from '../app/web/src/html';
import type { Order } from '../app/web/src/order';
import { isOutage, loggable } from '../app/web/src/outage';
import { page, type PageContent } from '../app/web/src/page';
import { featuresOf } from '../app/web/src/version';

const hostile = `"><script>alert(1)</script>'&`;
const order: Order = {
  id: 1,
  reference: 'a-1',
  item: hostile,
  quantity: 2,
  note: hostile,
  version: '2.0.0',
  placedAt: '2026-01-02T03:04:05.678Z',
};

const content = (version: string, more: Partial<PageContent> = {}): PageContent => ({
  title: 'Ship chandler',
  version,
  features: featuresOf(version),
  orders: [order],
  reference: 'web-1',
  ...more,
});

describe('page', () => {
  it('shows whatever visitors typed as text', () => {
    const shown = page(
      content('2.0.0', {
        title: hostile,
        notice: { kind: 'refused', reasons: [hostile] },
        typed: { item: hostile, note: hostile },
      }),
    );
    expect(shown).not.toContain('<script>alert');
    expect(shown).not.toContain(`value=""><`);
    // Its own two scripts and styles come from files, so that the content security policy can forbid all others.
    expect(shown.match(/<script/g)).toEqual(['<script']);
    expect(JSON.stringify(parse(shown), ['nodeName', 'childNodes', 'value'])).toContain('alert(1)');
  });

  it('offers and shows notes from version 2 on', () => {
    expect(page(content('2.0.0'))).toContain('name="note"');
    expect(page(content('1.0.0'))).not.toMatch(/name="note"|class="note"/);
  });

  it('says so when the database does not answer, instead of showing no orders', () => {
    expect(page(content('1.0.0', { orders: undefined }))).toContain('cannot be read right now');
    expect(page(content('1.0.0', { orders: [] }))).toContain('No order yet');
  });

  it('escapes in every place of the template, and only once', () => {
    const inner = html`<b>${'<'}</b>`;
    expect(html`<i title="${'"'}">${inner}${[inner]}</i>`.markup).toBe('<i title="&quot;"><b>&lt;</b><b>&lt;</b></i>');
  });
});

describe('failures of the database', () => {
  it.each([
    [{ code: 'ECONNREFUSED' }, true],
    [{ code: 'PROTOCOL_CONNECTION_LOST', fatal: true }, true],
    [{ code: 'ER_SERVER_SHUTDOWN' }, true],
    [{ code: 'ER_SOMETHING_NEW', fatal: true }, true],
    [{ code: 'ER_DUP_ENTRY', fatal: false }, false],
    [{ code: 'ER_BAD_FIELD_ERROR' }, false],
    [new TypeError('our bug'), false],
  ])('%j is an outage: %s', (error, outage) => expect(isOutage(error)).toBe(outage));

  it('are logged without the statement and its values', () => {
    const error = Object.assign(new Error('bad'), { code: 'ER_PARSE_ERROR', sql: "INSERT 'secret'" });
    expect(loggable(new Error('outer', { cause: error }))).toEqual({
      type: 'Error',
      message: 'outer',
      cause: { type: 'Error', message: 'bad', code: 'ER_PARSE_ERROR' },
    });
  });
});
