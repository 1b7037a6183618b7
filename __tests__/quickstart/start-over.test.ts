import { decide } from '../../quickstart/start-over';

const production = { name: 'production', namespaces: { application: 'shop', state: 'states' } };
const lab = { ...production, name: 'lab' };

describe('quickstart over what is deployed', () => {
  it.each([
    ['nothing', undefined, production],
    ['what an interrupted quickstart left in the lab', '1.0.0', lab],
    ['anything else in the lab', '3.1.0', lab],
  ])('goes on over %s', (_, found, environment) =>
    expect(decide(found, environment, false)).toMatchObject({ kind: 'go-on' }),
  );

  it('says what it found', () => {
    expect(decide(undefined, production, false)).toEqual({
      kind: 'go-on',
      said: 'Nothing is deployed in namespace shop yet.',
    });
    expect(decide('2.0.0', production, true)).toEqual({
      kind: 'go-on',
      said: 'Found version 2.0.0 in namespace shop; starting again from version 1.0.0. Its orders stay.',
    });
  });

  // An application of one's own has a first version too.
  it.each(['1.0.0', '2.0.0', '3.1.0', 'registry.example.org/shop@sha256:12', 'unknown'])(
    'refuses over %s outside of the lab',
    (found) =>
      expect(decide(found, production, false)).toEqual({
        kind: 'refuse',
        why: `Version ${found} is deployed in namespace shop of environment "production": your own, or what an earlier quickstart left. Quickstart would deploy version 1.0.0 over it without asking. Nothing was changed.
To release the version of the environment file: PLIMSOLL_ENVIRONMENT=production npx cdktf deploy '*'
To start again from version 1.0.0 all the same: npm run quickstart -- --environment production --start-over`,
      }),
  );

  it('goes on over anything when told to start over', () =>
    expect(decide('3.1.0', production, true)).toMatchObject({ kind: 'go-on' }));
});
