const attempts = 5
const limit = 3_000

/**
 * Runs a write again that was undone because of a conflict with another one, as databases ask for:
 * up to five times, after a short while each. Not where it has waited long already, on a lock say.
 */
export async function repeated<Result>(
  write: () => PromiseLike<Result>,
  isConflict: (error: unknown) => Promise<boolean>,
): Promise<Result> {
  const start = performance.now()
  for (let attempt = 1; ; attempt++) {
    try {
      return await write()
    } catch (error) {
      const isOver = attempt === attempts || performance.now() - start > limit
      if (isOver || !(await isConflict(error))) throw error
      // Two that wait equally long would meet again.
      const pause = Math.random() * 10 * 2 ** attempt
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}
