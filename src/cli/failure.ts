/** What a command cannot go on from: one line for the terminal, and exit code 2. */
export class Failure extends Error {
  override name = 'Failure'
}
