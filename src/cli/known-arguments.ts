import type { ArgsDef } from 'citty'
import { Failure } from './failure.ts'

/** Throws a `Failure` for arguments that a command does not know, which citty lets pass. */
export function assertKnown(args: Record<string, unknown> & { _: string[] }, known: ArgsDef): void {
  const names = new Set([
    '_',
    'debug',
    ...Object.keys(known).flatMap((name) => [name, camel(name)]),
  ])
  const unknown = Object.keys(args).find((name) => !names.has(name))
  if (unknown !== undefined) throw new Failure(`There is no argument --${unknown}: see --help`)
  const surplus = args._[Object.values(known).filter(({ type }) => type === 'positional').length]
  if (surplus !== undefined) throw new Failure(`"${surplus}" is one argument too many: see --help`)
  for (const [name, { type }] of Object.entries(known)) {
    if (type === 'string' && args[name] === '') throw new Failure(`--${name} needs a value`)
  }
}

function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}
