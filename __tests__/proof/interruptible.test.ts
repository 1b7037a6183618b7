import { EventEmitter } from 'node:events';
import { interruptible, type RunProgram } from '../../proof/interruptible';

const node = (run: RunProgram, script: string) => run(process.execPath, ['-e', script], { stdio: 'ignore' });

describe('a proof', () => {
  let said: string[];
  beforeEach(() => {
    said = [];
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  });
  afterEach(() => jest.restoreAllMocks());

  it('ends as it says itself, with the codes of what it ran', async () => {
    expect(await interruptible((run) => node(run, 'process.exit(7)').then(Number), new EventEmitter())).toBe(7);
    expect(said).toEqual([]);
  });

  it('says in one line why it could not be carried out', async () => {
    const proof = () => Promise.reject(new Error('the lab is not up'));
    expect(await interruptible(proof, new EventEmitter())).toBe(1);
    expect(said).toEqual(['the lab is not up\n']);
  });

  it.each([
    ['SIGINT', 130, 'setTimeout(() => {}, 300)'],
    ['SIGTERM', 143, 'setInterval(() => {}, 1000)'],
  ])(
    'undoes on %s what it made behind what runs, runs no more, and says so in one line',
    async (signal, code, script) => {
      const signals = new EventEmitter();
      const done: string[] = [];
      const proof = async (run: RunProgram): Promise<number> => {
        try {
          setTimeout(() => [1, 2].forEach(() => signals.emit(signal)), 100);
          await node(run, script);
          done.push('the next step');
          return 0;
        } finally {
          done.push('undone');
        }
      };
      expect(await interruptible(proof, signals)).toBe(code);
      expect(done).toEqual(['undone']);
      expect(said).toEqual(['Interrupted: the proof is not finished, and what it made is removed.\n']);
    },
  );
});
