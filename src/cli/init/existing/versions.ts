import { Failure } from '../../failure.ts'
import type { App } from '../../project/app.ts'
import { nodesOf, placeOf, type Source, textOf } from '../../project/syntax.ts'

/**
 * Throws a `Failure` when the app has another version than Lucia v2: v1 is `lucia-auth`, v3 has a
 * class `Lucia`.
 */
export function assertLucia2({ dependencies, files: { sources } }: App): void {
  const { lucia = '', 'lucia-auth': first } = dependencies
  const [, major = '2'] = /^[\^~>=\sv]*(\d+)/.exec(lucia) ?? []
  const [problem] = [
    ...sources.flatMap(otherImports),
    ...(first ? [`package.json depends on Lucia v1, lucia-auth ${first}. ${wayFrom1}`] : []),
    ...(major === '2' ? [] : [`package.json depends on lucia ${lucia}`]),
  ]
  if (problem) throw new Failure(`${problem}: this is for Lucia v2`)
}

const wayFrom1 = 'Go to v2 first, whose tables this package reads'

/** The imports of other versions in a file. */
function otherImports(source: Source): string[] {
  return nodesOf(source.program, 'ImportDeclaration').flatMap((node) => {
    const module = node.source.value
    const place = placeOf(source, node)
    const isThird = node.specifiers.some((one) => /^Lucia\b/.test(textOf(source, one)))
    if (module === 'lucia' && isThird) return `${place} imports Lucia v3`
    if (!/^lucia-auth(\/|$)/.test(module)) return []
    return `${place} imports Lucia v1 (${module}). ${wayFrom1}`
  })
}
