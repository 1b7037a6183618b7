import { sameDuration } from '../../../kubernetes/duration-value';
import { quantityInBillionths, sameQuantity } from '../../../kubernetes/quantity-value';
import { contentKey, isEmpty, sameValue } from '../../../review/diff/equal';
import { sameStructure, structureOf } from '../../../review/diff/structured-text';

it.each([
  ['1000m', '1', true],
  ['1', '1.0', true],
  ['0.5', '500m', true],
  ['1Gi', '1024Mi', true],
  ['1G', '1000M', true],
  ['1G', '1Gi', false], // decimal and binary gigabytes differ
  ['1e3', '1k', true],
  ['1E', '1e18', true], // a lone E is exa
  ['128974848', '129e6', false],
  ['123Mi', '128974848', true],
  ['0.1n', '1n', true], // rounds up to a billionth
  ['+1', '1', true],
  ['.5', '500m', true],
  ['1.', '1', true],
  ['', '', false],
  ['1 Gi', '1Gi', false],
  ['abc', 'abc', false],
  ['-1', '1', false],
])('quantities %s and %s are the same: %s', (one, other, same) => {
  expect(sameQuantity(one, other)).toBe(same);
});

it('does not spend an age on absurd exponents', () => {
  expect(quantityInBillionths('1e999999999')).toBeUndefined();
});

it.each([
  ['60s', '1m', true],
  ['1h30m', '90m', true],
  ['1.5h', '90m', true],
  ['2160h', '2160h0m0s', true],
  ['1m', '1ms', false],
  ['1s', '1', false],
  ['0', '0s', true],
  ['', '0s', false],
])('durations %s and %s are the same: %s', (one, other, same) => {
  expect(sameDuration(one, other)).toBe(same);
});

it.each([
  [null, true],
  ['', true],
  [[], true],
  [{}, true],
  [{ a: null, b: [] }, true],
  [[{}], false], // a block that is there: empty_dir {}, from {}
  [0, false],
  [false, false],
])('%j is empty: %s', (value, empty) => {
  expect(isEmpty(value)).toBe(empty);
});

it.each([
  [{ a: 1, b: null }, { a: 1 }, true],
  [{ a: '' }, { a: [] }, true],
  [[1, 2], [2, 1], false],
  [[{}], [], false],
  [{ a: 0 }, {}, false],
])('%j and %j have one value: %s', (one, other, same) => {
  expect(sameValue(one, other)).toBe(same);
  expect(sameValue(other, one)).toBe(same);
  expect(contentKey(one) === contentKey(other)).toBe(same);
});

describe('JSON and YAML inside texts', () => {
  it.each([
    ['{"a":1,"b":[2]}', '{ "b": [2], "a": 1 }', true],
    ['[1,2]', '[2,1]', false],
    ['a: 1\nb: 2\n', '# note\nb: 2\na: 1\n', true],
    ['a: 1\n', 'a: 2\n', false],
    ['plain text', 'plain  text', false],
    ['{{ .Values }}', '{{ .Values  }}', false],
    ['12', '12.0', false], // bare scalars are texts, not structures
  ])('%j and %j have one structure: %s', (one, other, same) => {
    expect(sameStructure(one, other)).toBe(same);
  });

  it.each([
    'worker_processes 1;\nevents {}\n',
    'Dear all,\nplease note: this is prose.\nRegards\n',
    '#!/bin/sh\nset -e\necho hi\n',
    'a:\tb\nc:\td\n',
  ])('takes %j for plain text', (text) => {
    expect(structureOf(text)).toBeUndefined();
  });

  it('is not taken in by aliases that multiply', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`).join()}]`),
    ].join('\n');
    const started = performance.now();
    structureOf(`${bomb}\n`);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
