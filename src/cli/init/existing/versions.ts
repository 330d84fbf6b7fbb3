import { Failure } from '../../failure.ts'
import type { App } from '../../project/app.ts'
import { nodesIn, placeOf } from '../../project/syntax.ts'

/**
 * Throws a `Failure` when the app has another version than Lucia v2: v1 is `lucia-auth`, v3 has a
 * class `Lucia`.
 */
export function assertLucia2({ dependencies, files: { sources } }: App): void {
  const { lucia = '', 'lucia-auth': first } = dependencies
  for (const source of sources) {
    for (const node of nodesIn(source.program)) {
      if (node.type !== 'ImportDeclaration') continue
      const names = node.specifiers.map((one) => source.text.slice(one.start ?? 0, one.end ?? 0))
      const module = node.source.value
      const isThird = module === 'lucia' && names.some((name) => /^Lucia\b/.test(name))
      if (isThird) throw otherVersion(`${placeOf(source, node)} imports Lucia v3`)
      if (/^lucia-auth(\/|$)/.test(module)) {
        throw otherVersion(`${placeOf(source, node)} imports Lucia v1 (${module}). ${wayFrom1}`)
      }
    }
  }
  if (first !== undefined) {
    throw otherVersion(`package.json depends on Lucia v1, lucia-auth ${first}. ${wayFrom1}`)
  }
  const [, major] = /^[\^~>=\sv]*(\d+)/.exec(lucia) ?? []
  if (major !== undefined && major !== '2') {
    throw otherVersion(`package.json depends on lucia ${lucia}`)
  }
}

const wayFrom1 = 'Go to v2 first, whose tables this package reads'

function otherVersion(what: string): Failure {
  return new Failure(`${what}: this is for Lucia v2`)
}
