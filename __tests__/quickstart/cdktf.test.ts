import { withoutColour } from '../../quickstart/cdktf';
import { showsColour } from '../../release/shows-colour';

describe('colour of what cdktf shows', () => {
  it.each([
    ['a terminal', { isTTY: true }, {}, true],
    ['a file or pipe', {}, {}, false],
    ['a terminal and NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, false],
    ['a terminal that shows none', { isTTY: true }, { TERM: 'dumb' }, false],
  ])('%s', (_, stdout, env, colour) => expect(showsColour(stdout, env)).toBe(colour));

  it('is kept out beside the arguments that the user wants', () =>
    expect(withoutColour({ TF_CLI_ARGS_plan: '-parallelism=3' })).toEqual({
      FORCE_COLOR: '0',
      TF_CLI_ARGS_init: '-no-color',
      TF_CLI_ARGS_plan: '-parallelism=3 -no-color',
      TF_CLI_ARGS_apply: '-no-color',
    }));
});
