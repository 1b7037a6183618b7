import { schedule, type Due, type Rates } from '../../load/schedule';

function firstSecond(rates: Rates): readonly Due[] {
  const dues: Due[] = [];
  for (const due of schedule(rates)) {
    if (due.at >= 1000) break;
    dues.push(due);
  }
  return dues;
}

describe('schedule of a constant rate', () => {
  it('mixes both rates in order of time', () => {
    const dues = firstSecond({ requestsPerSecond: 200, ordersPerSecond: 20 });
    expect(dues.filter(({ purpose }) => purpose === 'version')).toHaveLength(200);
    expect(dues.filter(({ purpose }) => purpose === 'order')).toHaveLength(20);
    expect(dues.map(({ at }) => at)).toEqual(dues.map(({ at }) => at).sort((a, b) => a - b));
  });

  it.each([
    { requestsPerSecond: 5, ordersPerSecond: 0, purpose: 'version' },
    { requestsPerSecond: 0, ordersPerSecond: 5, purpose: 'order' },
  ])('sends only the $purpose requests when the other rate is 0', ({ purpose, ...rates }) => {
    expect(firstSecond(rates).map((due) => due.purpose)).toEqual(Array.from({ length: 5 }, () => purpose));
  });

  it('sends nothing at rate 0', () => {
    expect([...schedule({ requestsPerSecond: 0, ordersPerSecond: 0 })]).toEqual([]);
  });
});
