import type { CallExpression, ImportDeclaration, Node } from '@babel/types'
import { nameOf, nodesIn, nodesOf, type Source } from './syntax.ts'

/** A name that a file has from a module. */
export interface Imported {
  module: string
  /** Its name there; `*` is the whole module. */
  name: string
}

/** The imports of a file by local name, with those of `require()` and `await import()`. */
export function importsOf(source: Source): Map<string, Imported> {
  const imports = new Map<string, Imported>()
  for (const node of nodesIn(source.program)) {
    if (node.type === 'ImportDeclaration') {
      for (const specifier of node.specifiers) {
        imports.set(specifier.local.name, { module: node.source.value, name: nameIn(specifier) })
      }
    } else if (node.type === 'VariableDeclarator') {
      const module = requiredModule(node.init)
      if (module === undefined) continue
      for (const [local, name] of namesOfPattern(node.id)) imports.set(local, { module, name })
    }
  }
  return imports
}

function nameIn(specifier: ImportDeclaration['specifiers'][number]): string {
  if (specifier.type === 'ImportSpecifier') return nameOf(specifier.imported) ?? ''
  return specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*'
}

/** The module of `require('x')` or `await import('x')`. */
export function requiredModule(node: Node | null | undefined): string | undefined {
  const call = node?.type === 'AwaitExpression' ? node.argument : node
  if (call?.type !== 'CallExpression') return undefined
  const isRequire = call.callee.type === 'Import' || nameOf(call.callee) === 'require'
  const [module] = call.arguments
  return isRequire && module?.type === 'StringLiteral' ? module.value : undefined
}

/** The local names of a pattern, and what they are names of; `*` for all of it. */
export function namesOfPattern(pattern: Node): [local: string, name: string][] {
  if (pattern.type === 'Identifier') return [[pattern.name, '*']]
  if (pattern.type !== 'ObjectPattern') return []
  return pattern.properties.flatMap((property): [string, string][] => {
    if (property.type !== 'ObjectProperty') return []
    const [local, name] = [nameOf(property.value), nameOf(property.key)]
    return local && name ? [[local, name]] : []
  })
}

/** What of which module a callee is: `pg()`, or `adapters.pg()` of `import * as adapters`. */
export function importedAs(imports: Map<string, Imported>, callee: Node): Imported | undefined {
  if (callee.type === 'Identifier') return imports.get(callee.name)
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined
  const whole = callee.object.type === 'Identifier' ? imports.get(callee.object.name) : undefined
  const name = nameOf(callee.property)
  return whole?.name === '*' && name ? { module: whole.module, name } : undefined
}

/** The calls in some files of what they import. */
export function importedCalls(
  sources: Source[],
): (Imported & { source: Source; call: CallExpression })[] {
  return sources.flatMap((source) => {
    const imports = importsOf(source)
    return nodesOf(source.program, 'CallExpression').flatMap((call) => {
      const imported = importedAs(imports, call.callee)
      return imported ? { source, call, ...imported } : []
    })
  })
}
