import { chmodSync, lstatSync, mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContainerImage, type ContainerImageProps } from '../../constructs/container-image';
import { ImageSource, type ImageSourceProps } from '../../constructs/image/image-source';
import { filesBelow, synthesizeStack, theOnly, type SynthesizedStack } from '../support/synth';
import { temporaryFolder } from '../support/temporary';

function contextWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'src'));
  for (const [path, text] of Object.entries({ Dockerfile: 'FROM scratch\n', ...files }))
    writeFileSync(join(folder, path), text);
  return folder;
}

function sourceWith(props: Partial<ImageSourceProps> = {}): ImageSource {
  return new ImageSource({
    name: 'web',
    registry: 'registry.example.com:5000',
    version: '1.0.0',
    context: contextWith(),
    ...props,
  });
}

function stackWith(source: ImageSource, props: Partial<ContainerImageProps> = {}): SynthesizedStack {
  return synthesizeStack((stack) => new ContainerImage(stack, 'web', { source, ...props }));
}

it('is named after its version and content, as a plain string', () => {
  const source = sourceWith();
  expect(source.reference).toBe(`registry.example.com:5000/web:1.0.0-${source.hash.slice(0, 12)}`);
  const stack = stackWith(source);
  expect(theOnly(stack, 'docker_image')).toMatchObject({ name: source.reference });
  expect(theOnly(stack, 'docker_registry_image')).toMatchObject({
    name: source.reference,
    depends_on: ['docker_image.web'],
  });
});

it('keeps what was released, in the engine and in the registry', () => {
  const stack = stackWith(sourceWith());
  expect(theOnly(stack, 'docker_image')).toMatchObject({ keep_locally: true });
  expect(theOnly(stack, 'docker_registry_image')).toMatchObject({ keep_remotely: true, insecure_skip_verify: false });
});

it('is built again when its content changes', () => {
  const source = sourceWith();
  expect(theOnly(stackWith(source), 'docker_image')).toMatchObject({ triggers: { content: source.hash } });
});

it('hands arguments, target and platform to the builder', () => {
  const source = sourceWith({ buildArgs: { APP_VERSION: '1' }, target: 'final', platform: 'linux/arm64' });
  expect(theOnly(stackWith(source), 'docker_image')).toMatchObject({
    build: { build_args: { APP_VERSION: '1' }, target: 'final', platform: 'linux/arm64', dockerfile: 'Dockerfile' },
  });
});

it.each<[keyof ContainerImageProps, Partial<ContainerImageProps>, string, object]>([
  ['insecureRegistry', { insecureRegistry: true }, 'docker_registry_image', { insecure_skip_verify: true }],
  ['patienceSeconds', {}, 'docker_image', { timeouts: { create: '1200s' } }],
  ['patienceSeconds', { patienceSeconds: 60 }, 'docker_image', { timeouts: { create: '60s' } }],
])('%s', (_property, props, type, expected) => {
  expect(theOnly(stackWith(sourceWith(), props), type)).toMatchObject(expected);
});

it('puts exactly what was hashed beside the configuration, under a relative path', () => {
  const context = contextWith({
    '.dockerignore': 'secret.txt\nDockerfile\n',
    'secret.txt': 'x',
    'src/main.ts': 'main',
    run: '#!',
  });
  chmodSync(join(context, 'run'), 0o711);
  chmodSync(join(context, 'src/main.ts'), 0o600);
  symlinkSync('src/main.ts', join(context, 'link'));
  const stack = stackWith(sourceWith({ context }));
  expect(theOnly(stack, 'docker_image')).toMatchObject({ build: { context: 'contexts/web' } });

  const staged = join(stack.folder, 'contexts', 'web');
  expect([...filesBelow(staged).keys()].sort()).toEqual(['.dockerignore', 'Dockerfile', 'link', 'run', 'src/main.ts']);
  expect(readFileSync(join(staged, 'src/main.ts'), 'utf8')).toBe('main');
  expect(readlinkSync(join(staged, 'link'))).toBe('src/main.ts');
  const mode = (path: string): number => lstatSync(join(staged, path)).mode & 0o777;
  expect({ run: mode('run'), main: mode('src/main.ts'), folder: mode('src') }).toEqual({
    run: 0o755,
    main: 0o644,
    folder: 0o755,
  });
});

it('gives the builder the rules that were in force, under the name that every builder reads', () => {
  const context = contextWith({ '.dockerignore': 'a\n', 'Dockerfile.dockerignore': 'b\n', a: '', b: '' });
  const { folder } = stackWith(sourceWith({ context }));
  expect(readFileSync(join(folder, 'contexts', 'web', '.dockerignore'), 'utf8')).toBe('b\n');
  expect([...filesBelow(join(folder, 'contexts', 'web')).keys()]).not.toContain('b');
});

it.each<[Partial<ImageSourceProps>, string]>([
  [{ name: 'Web' }, 'name: "Web" is no image name; use lower-case letters, digits, "-", "_", "." and "/"'],
  [
    { registry: 'https://registry' },
    'registry: "https://registry" is no registry; write "host:port" or "host/path" without "https://"',
  ],
  [{ version: '1 0' }, 'version: "1 0" cannot begin a tag; use letters, digits, "_", "." and "-", at most 115'],
  [{ dockerfile: '../Dockerfile' }, 'dockerfile: "../Dockerfile" lies outside the context; name a file inside it'],
  [
    { context: '/nowhere/at/all' },
    'context: "/nowhere/at/all" is not a folder; name the one that holds the Dockerfile',
  ],
])('refuses %j', (props, line) => {
  expect(() => sourceWith(props)).toThrow(`image ${props.name ?? 'web'} has 1 mistake:\n  ${line}`);
});

it('says where a Dockerfile is missing', () => {
  const context = contextWith();
  expect(() => sourceWith({ context, dockerfile: 'Other' })).toThrow(
    `image web has 1 mistake:\n  dockerfile: "Other" is not in ${context}; create it or name another one`,
  );
});
