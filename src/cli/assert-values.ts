import type { ArgsDef } from 'citty'
import { Failure } from './failure.ts'

/** Throws a `Failure` for what citty lets pass: a value too many, and a flag without its value. */
export function assertValues(
  given: Record<string, unknown> & { _: string[] },
  known: ArgsDef,
): void {
  const definitions = Object.entries(known)
  const positionals = definitions.filter(([, { type }]) => type === 'positional')
  const surplus = given._[positionals.length]
  if (surplus !== undefined) throw new Failure(`"${surplus}" is one argument too many: see --help`)
  for (const [name, { type }] of definitions) {
    if (type === 'string' && given[name] === '') throw new Failure(`--${name} needs a value`)
  }
}
