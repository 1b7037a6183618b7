import { decide } from '../../quickstart/start-over';

const production = { name: 'production', namespaces: { application: 'shop', state: 'states' } };
const lab = { ...production, name: 'lab' };

describe('quickstart over what is deployed', () => {
  it.each([
    ['nothing', undefined, production],
    ['what an interrupted quickstart left', '1.0.0', production],
    ['what a quickstart left that ended well', '2.0.0', production],
    ['anything in the lab', '3.1.0', lab],
  ])('goes on over %s', (_, found, environment) =>
    expect(decide(found, environment, false)).toMatchObject({ kind: 'go-on' }),
  );

  it('says what it found', () => {
    expect(decide(undefined, production, false)).toEqual({
      kind: 'go-on',
      said: 'Nothing is deployed in namespace shop yet.',
    });
    expect(decide('2.0.0', production, false)).toEqual({
      kind: 'go-on',
      said: 'Found version 2.0.0 in namespace shop; starting again from version 1.0.0. Its orders stay.',
    });
  });

  it.each(['3.1.0', '1.0.0-rc1', '2.0.0.1', 'registry.example.org/shop@sha256:12', 'unknown'])(
    'refuses over %s outside of the lab',
    (found) =>
      expect(decide(found, production, false)).toEqual({
        kind: 'refuse',
        why: `Version ${found} is deployed in namespace shop of environment "production", and quickstart would put version 1.0.0 in its place without asking. Nothing was changed.
To release the version of the environment file: PLIMSOLL_ENVIRONMENT=production npx cdktf deploy '*'
To go back to version 1.0.0 all the same: npm run quickstart -- --environment production --start-over`,
      }),
  );

  it('goes on over anything when told to start over', () =>
    expect(decide('3.1.0', production, true)).toMatchObject({ kind: 'go-on' }));
});
