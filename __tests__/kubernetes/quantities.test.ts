import {
  bytesQuantity,
  cpuQuantity,
  quantityInBillionths,
  quantityOf,
  sameQuantity,
} from '../../kubernetes/quantities';

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
])('%s and %s are the same: %s', (one, other, same) => {
  expect(sameQuantity(one, other)).toBe(same);
});

it('does not spend an age on absurd exponents', () => {
  expect(quantityInBillionths('1e999999999')).toBeUndefined();
});

it.each([
  ['100m', 0.1],
  ['0.3', 0.3],
  ['512m', 0.512], // of a byte, when somebody meant Mi
  ['128Mi', 134_217_728],
  ['16Ei', 2 ** 64],
  ['-1', -1],
  ['', undefined],
])('%s is the number %d', (text, number) => {
  expect(quantityOf(text)).toBe(number);
});

const exact = (text: string): bigint => quantityInBillionths(text) as bigint;

it.each([
  [['100m', '100m', '100m'], '300m'], // as floating numbers they are 0.30000000000000004
  [['500m', '1500m'], '2'],
  [['0.1m'], '1m'], // Kubernetes knows nothing finer for a processor
  [[], '0'],
])('processor shares %j are written %s', (shares, text) => {
  expect(cpuQuantity(shares.reduce((sum, share) => sum + exact(share), 0n))).toBe(text);
});

it.each([
  ['1024', '1Ki'],
  ['1536Mi', '1536Mi'],
  ['2048Mi', '2Gi'],
  ['129e6', '129000000'],
  ['0.5', '1'],
  ['1024Pi', '1Ei'],
  ['0', '0'],
])('%s of bytes is written %s', (bytes, text) => {
  expect(bytesQuantity(exact(bytes))).toBe(text);
});
