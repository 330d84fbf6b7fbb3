import type { WriteTraits } from '../driver.ts'
import { repeated } from './repeat.ts'
import { isInTheWay } from './violation.ts'

/** Runs a write, again where another was in its way. */
export function write<Result>(
  traits: Pick<WriteTraits, 'violation' | 'endsTransaction'>,
  run: () => PromiseLike<Result>,
): Promise<Result> {
  const canBeRepeated = async (error: unknown, elapsed: number) =>
    isInTheWay(error, elapsed, traits.violation) && !(await traits.endsTransaction?.(error))
  return repeated(run, canBeRepeated)
}
