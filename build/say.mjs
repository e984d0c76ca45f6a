/** One line about what the scripts do. It goes to stderr: stdout belongs to the program. */
export function say(line) {
  process.stderr.write(`normscope: ${line}\n`);
}

/** An error that the user can act on; scripts print its message without a stack. */
export class SetupError extends Error {}

/** Runs a script's main function; a SetupError becomes one line and exit status 1. */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
