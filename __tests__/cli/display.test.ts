import { displayOf } from '../../cli/review/display';

const terminal = { isTTY: true, columns: 80 };

it.each([
  ['a terminal', terminal, {}, true, { width: 80, colour: true }],
  ['a terminal and NO_COLOR', terminal, { NO_COLOR: '1' }, true, { width: 80, colour: false }],
  [
    'a terminal and an empty NO_COLOR, which counts as none',
    terminal,
    { NO_COLOR: '' },
    true,
    { width: 80, colour: true },
  ],
  ['a terminal and --no-color', terminal, {}, false, { width: 80, colour: false }],
  ['a terminal that knows no colours', terminal, { TERM: 'dumb' }, true, { width: 80, colour: false }],
  ['a pipe', {}, {}, true, { width: 100, colour: false }],
  ['a pipe and COLUMNS', {}, { COLUMNS: '132' }, true, { width: 132, colour: false }],
  ['a terminal and COLUMNS, which may be old', terminal, { COLUMNS: '132' }, true, { width: 80, colour: true }],
  ['COLUMNS that is no number', {}, { COLUMNS: 'wide' }, true, { width: 100, colour: false }],
  ['a terminal without a size', { isTTY: true, columns: 0 }, {}, true, { width: 100, colour: true }],
  ['a terminal too narrow to read', { isTTY: true, columns: 3 }, {}, true, { width: 40, colour: true }],
])('%s', (_, stdout, env, wanted, display) => {
  expect(displayOf(stdout, env, wanted)).toEqual(display);
});
