const attempts = 7

/**
 * Runs a write again that another one has undone or kept out, as databases ask for: up to seven times,
 * after a short while each. `canBeRepeated` is told how many milliseconds the write has taken.
 */
export async function repeated<Result>(
  write: () => PromiseLike<Result>,
  canBeRepeated: (error: unknown, elapsed: number) => Promise<boolean>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    const start = performance.now()
    try {
      return await write()
    } catch (error) {
      if (attempt === attempts || !(await canBeRepeated(error, performance.now() - start)))
        throw error
      // Two that wait equally long would meet again.
      const pause = Math.random() * 10 * 2 ** attempt
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}
