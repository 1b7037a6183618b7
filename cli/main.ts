import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command as Commander, CommanderError } from 'commander';
import { needCheckout } from './checkout';
import { isUserError } from './command';
import { commands } from './commands';
import { writeError, writeOut } from './write';

async function main(argv: readonly string[]): Promise<number> {
  const program = new Commander('plimsoll')
    .description('Plan-reviewed releases to Kubernetes: the Terraform plan is the release review.')
    .version(packageVersion())
    .exitOverride()
    .configureOutput({ writeOut, writeErr: writeError })
    .showHelpAfterError(pointerTo('plimsoll'));
  let exitCode = 0;
  for (const { name, summary, load, inCheckout } of commands) {
    const command = program
      .command(name)
      .summary(summary)
      .description(summary)
      .showHelpAfterError(pointerTo(`plimsoll ${name}`))
      .exitOverride();
    if (argv[0] !== name && !(argv[0] === 'help' && argv[1] === name)) continue;
    if (inCheckout) needCheckout(`plimsoll ${name}`);
    const { describe, run } = await load();
    describe(command);
    command.action(async () => {
      exitCode = await run(command.opts(), command.args);
    });
  }
  if (argv.length === 0) program.outputHelp();
  else await program.parseAsync(argv as string[], { from: 'user' });
  return exitCode;
}

/** Compiled and packed alike, this file lies two folders below package.json. */
function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return version;
}

/** Not the whole help: it would push what was wrong off the screen. */
function pointerTo(command: string): string {
  return `See ${command} --help.`;
}

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.exitCode = explain(error);
  },
);

/** A user's mistake is a sentence; anything else is our bug, with its stack. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
  if (isUserError(error)) {
    writeError(`${error.message}\n`);
    return error.exitCode;
  }
  writeError(`This is a bug in plimsoll, please report it:\n${error instanceof Error ? error.stack : String(error)}\n`);
  return 1;
}
