/** What an app's log shows of an error: its message, and those of what it was made from. */
export function printed(error: unknown): string {
  return error instanceof Error ? `${error.message}\n${printed(error.cause)}` : ''
}
