import type { Node } from '@babel/types'
import type { DatabaseArgs } from '../../arguments.ts'
import { type Address, addressWith } from '../../database/address.ts'
import { type DriverName, driverOf, reachOf } from '../../drivers/entries.ts'
import { Failure } from '../../failure.ts'
import type { App } from '../../project/app.ts'
import type { AppFiles } from '../../project/app-files.ts'
import { follow, type Located, literalOf } from '../../project/constants.ts'
import { importsOf } from '../../project/imports.ts'
import { nameOf, nodesIn } from '../../project/syntax.ts'
import type { ExistingLucia } from './find-set-up.ts'

/**
 * What a command has to be told for it to find the database that the app's handle is of, with the
 * flag that it has for a URL or a file. `check` takes that without one, and `DATABASE_URL` by itself.
 */
export function addressOf(
  { wrangler, files }: App,
  { source, handle, driver }: Pick<ExistingLucia, 'source' | 'handle' | 'driver'>,
  flag?: string,
): string[] {
  if (reachOf(driver) === 'binding') {
    const last = handle.type === 'MemberExpression' ? nameOf(handle.property) : nameOf(handle)
    const known = wrangler?.d1 ?? []
    const found = known.find(({ binding }) => binding === last) ?? known[0]
    return ['--d1', found?.databaseName ?? found?.binding ?? '<database>', '--local']
  }
  const { source: place, node } = follow({ source, node: handle }, files)
  const isMade = node.type === 'NewExpression' || node.type === 'CallExpression'
  const [argument] = isMade ? node.arguments : []
  const opened = argument && { source: place, node: argument }
  const literal = opened && literalOf(opened, files)
  const variable = opened && typeof literal !== 'string' ? variableIn(files, opened) : undefined
  if (variable) return variable === 'DATABASE_URL' && !flag ? [] : ['--variable', variable]
  return [...(flag ? [flag] : []), typeof literal === 'string' ? literal : '<URL or file>']
}

/** The database that flags name, read by the app's driver where that can. */
export async function addressGiven(args: DatabaseArgs, driver: DriverName): Promise<Address> {
  const address = await addressWith(args, undefined, driverOf(driver))
  // Only a project with Prisma may do without.
  if (!address) throw new Failure('Say which database: a URL or a file')
  return address
}

/** The environment's variable in the code that opens a database: `process.env.DATABASE_URL`. */
function variableIn(files: AppFiles, located: Located): string | undefined {
  const { source, node } = follow(located, files)
  for (const part of nodesIn(node)) {
    const one = { source, node: part }
    const name = variableOf(part.type === 'Identifier' ? follow(one, files) : one)
    if (name) return name
  }
  return undefined
}

function variableOf({ source, node }: Located): string | undefined {
  if (node.type === 'MemberExpression')
    return isEnvironment(node.object) ? nameOf(node.property) : undefined
  if (node.type !== 'Identifier') return undefined
  const imported = importsOf(source).get(node.name)
  return imported?.module.startsWith('$env/') ? imported.name : undefined
}

/** `process.env`, `import.meta.env`, `Bun.env`, or `env` of SvelteKit. */
function isEnvironment(node: Node): boolean {
  return node.type === 'MemberExpression' ? nameOf(node.property) === 'env' : nameOf(node) === 'env'
}
