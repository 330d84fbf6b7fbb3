import type { Node } from '@babel/types'
import { reachOf } from '../../drivers/entries.ts'
import type { App } from '../../project/app.ts'
import type { AppFiles } from '../../project/app-files.ts'
import { follow, type Located, literalOf } from '../../project/constants.ts'
import { importsOf } from '../../project/imports.ts'
import { nameOf, nodesIn } from '../../project/syntax.ts'
import type { ExistingLucia } from './find-set-up.ts'

/** What `check` has to be told for it to find the database that the app's handle is of. */
export function addressOf(
  { wrangler, files }: App,
  { source, handle, driver }: Pick<ExistingLucia, 'source' | 'handle' | 'driver'>,
): string[] {
  if (reachOf(driver) === 'binding') {
    const last = handle.type === 'MemberExpression' ? nameOf(handle.property) : nameOf(handle)
    const known = wrangler?.d1 ?? []
    const found = known.find(({ binding }) => binding === last) ?? known[0]
    return ['--d1', found?.databaseName ?? found?.binding ?? '<database>', '--local']
  }
  const made = follow({ source, node: handle }, files)
  const isMade = made.node.type === 'NewExpression' || made.node.type === 'CallExpression'
  const [argument] = isMade && 'arguments' in made.node ? made.node.arguments : []
  if (!argument) return ['<URL or file>']
  const literal = literalOf({ source: made.source, node: argument }, files)
  if (typeof literal === 'string') return [literal]
  const variable = variableIn(files, { source: made.source, node: argument })
  if (variable === 'DATABASE_URL') return []
  return variable ? ['--variable', variable] : ['<URL or file>']
}

/** The environment's variable in the code that opens a database: `process.env.DATABASE_URL`. */
function variableIn(files: AppFiles, located: Located): string | undefined {
  const { source, node } = follow(located, files)
  for (const part of nodesIn(node)) {
    const name = variableOf({ source, node: part })
    if (name) return name
    const { node: further } =
      part.type === 'Identifier' ? follow({ source, node: part }, files) : { node: part }
    const named = further === part ? undefined : variableOf({ source, node: further })
    if (named) return named
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
