import type { PreparedSelect } from '../driver.ts'

/** More than a handle makes that lives for one request. */
const few = 5

/**
 * A lookup that is prepared on the server once it is repeated: a statement of its own there costs
 * more than it saves where a handle makes a lookup or two and goes.
 */
export function onceRepeated<Row>(
  first: PreparedSelect<Row>,
  prepare: () => PreparedSelect<Row>,
): PreparedSelect<Row> {
  let calls = 0
  let prepared: PreparedSelect<Row> | undefined
  return {
    execute(values) {
      if (calls++ < few) return first.execute(values)
      prepared ??= prepare()
      return prepared.execute(values)
    },
  }
}
