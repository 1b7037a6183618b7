import { orderOfForm, readOrder, sameOrder } from '../app/web/src/order';
import { readOrderQuery } from '../app/web/src/order-query';
import { featuresOf } from '../app/web/src/version';

const v1 = featuresOf('1.0.0');
const v2 = featuresOf('2.0.0');
const good = { reference: 'a-1', item: 'Rope', quantity: 2 };

describe('what counts as an order', () => {
  it('takes a plain one in every version, and trims the item', () => {
    for (const features of [v1, v2])
      expect(readOrder({ ...good, item: ' Rope ' }, features)).toEqual({ kind: 'valid', order: good });
  });

  it('takes a note from version 2 on; version 1 refuses rather than drops it', () => {
    const noted = { ...good, note: 'blue' };
    expect(readOrder(noted, v2)).toEqual({ kind: 'valid', order: noted });
    expect(readOrder(noted, v1)).toEqual({ kind: 'invalid', reasons: ['note is not a field of an order'] });
    expect(readOrder({ ...good, note: '' }, v2)).toMatchObject({ kind: 'valid', order: { note: undefined } });
  });

  it.each([
    [{ ...good, reference: '' }, /reference/],
    [{ ...good, reference: 'a b' }, /reference/],
    [{ ...good, reference: "a'--" }, /reference/],
    [{ ...good, reference: 'x'.repeat(65) }, /64 characters/],
    [{ ...good, item: '  ' }, /item must not be empty/],
    [{ ...good, item: 'x'.repeat(201) }, /200 characters/],
    [{ ...good, item: 'two\nlines' }, /control characters/],
    [{ ...good, item: { toString: 'x' } }, /item must be a text/],
    [{ ...good, quantity: 0 }, /1 or more/],
    [{ ...good, quantity: 1.5 }, /whole number/],
    [{ ...good, quantity: '2' }, /quantity must be a number/],
    [{ ...good, quantity: 10_001 }, /10000/],
    [{ ...good, id: 7 }, /id is not a field/],
    [[], /JSON object/],
    [null, /JSON object/],
    ['text', /JSON object/],
  ])('refuses %j and says why', (body, reason) => {
    const input = readOrder(body, v2);
    expect(input.kind === 'invalid' && input.reasons.join()).toMatch(reason);
  });

  it('names all mistakes at once', () => {
    expect(readOrder({}, v1)).toMatchObject({ kind: 'invalid', reasons: { length: 3 } });
  });

  it('reads the quantity of a web form, and leaves nonsense for the check', () => {
    expect(orderOfForm({ ...good, quantity: '2' })).toEqual(good);
    expect(readOrder(orderOfForm({ ...good, quantity: '1e3' }), v1).kind).toBe('invalid');
    expect(readOrder(orderOfForm({ ...good, quantity: '' }), v1).kind).toBe('invalid');
  });

  it('knows a repeated order from another one under the same reference', () => {
    expect(sameOrder(good, { ...good, note: undefined })).toBe(true);
    expect(sameOrder(good, { ...good, note: 'blue' })).toBe(false);
    expect(sameOrder(good, { ...good, quantity: 3 })).toBe(false);
  });
});

describe('what may be asked for', () => {
  it('reads a page of orders', () => {
    expect(readOrderQuery({ prefix: 'load-', after: '7', limit: '1000' })).toEqual({
      kind: 'valid',
      query: { prefix: 'load-', after: 7, limit: 1000 },
    });
    expect(readOrderQuery({})).toEqual({ kind: 'valid', query: { prefix: '', after: 0, limit: 100 } });
  });

  it.each([
    { limit: '0' },
    { limit: '1001' },
    { after: '-1' },
    { after: '1e9' },
    { prefix: '%' },
    { prefix: ['a', 'b'] },
  ])('refuses %j', (query) => expect(readOrderQuery(query).kind).toBe('invalid'));
});
