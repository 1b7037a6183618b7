import type { Json } from '../../../review/model';
import { merged, vary } from '../../../proof/forecast/vary';

it('merges objects, lists by place, takes away what is null and replaces the rest', () => {
  const old: Json = { keep: 1, gone: 2, list: [{ a: 1, b: 2 }, { c: 3 }], text: 'old' };
  expect(merged(old, { gone: null, list: [{ b: null, d: 4 }], text: 'new' })).toEqual({
    keep: 1,
    list: [{ a: 1, d: 4 }, { c: 3 }],
    text: 'new',
  });
});

it('adds what was not there', () => {
  expect(merged({ list: [1] }, { list: [1, 2], group: { a: { b: 1 } } })).toEqual({
    list: [1, 2],
    group: { a: { b: 1 } },
  });
});

it('varies one resource of one stack and leaves the others as they are', () => {
  const stacks = { web: { resource: { kind: { name: { a: 1 }, other: { a: 1 } } } }, database: { resource: {} } };
  const varied = vary(stacks, [
    { stack: 'web', type: 'kind', name: 'name', values: { a: 2 } },
    { stack: 'web', type: 'kind', name: 'other', values: null },
  ]);
  expect(varied).toEqual({ web: { resource: { kind: { name: { a: 2 } } } }, database: { resource: {} } });
  expect(stacks.web.resource.kind.other).toEqual({ a: 1 });
});

it('names a stack that is not there', () => {
  expect(() => vary({}, [{ stack: 'web', type: 'kind', name: 'name', values: {} }])).toThrow(/no stack "web"/);
});
