import { assertOptions, isWhole, type Rules } from '../rules.ts'

/** The most rows to delete in one call. */
export interface LimitOption {
  limit?: number | undefined
}

const rules: Rules = {
  limit: [
    'a whole number from 0, or Infinity',
    (limit) => isWhole(limit, 0) || limit === Number.POSITIVE_INFINITY,
  ],
}

/** Deletes rows in statements of at most 1,000; resolves to how many it has deleted. */
export async function inBatches(
  caller: string,
  options: LimitOption,
  deleteBatch: (size: number) => Promise<number>,
): Promise<number> {
  assertOptions(`${caller}(): options`, options, rules)
  const { limit = 10_000 } = options
  let deleted = 0
  while (deleted < limit) {
    const batch = Math.min(limit - deleted, 1_000)
    const count = await deleteBatch(batch)
    deleted += count
    if (count < batch) break
  }
  return deleted
}
