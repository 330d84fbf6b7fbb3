import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Node } from '@babel/types'
import type { App } from '../../project/app.ts'
import { nameOf, nodesIn, placeOf, type Source } from '../../project/syntax.ts'

/**
 * The places where the app's code names an attribute: as a member, or in an object. Statements of SQL
 * name the column, which stays. Of other files than code, every line with the word is told.
 */
export async function usesOf(
  { folder, files }: App,
  name: string,
  leftOut: string[],
): Promise<string[]> {
  const places: string[] = []
  for (const path of files.paths) {
    const source = leftOut.includes(path) ? undefined : files.get(path)
    if (source) places.push(...placesIn(source, name))
  }
  for (const path of files.components) {
    const lines = (await readFile(join(folder, path), 'utf8')).split('\n')
    const word = new RegExp(`\\b${name.replace(/\W/g, '\\$&')}\\b`)
    places.push(...lines.flatMap((line, at) => (word.test(line) ? [`${path}:${at + 1}`] : [])))
  }
  return [...new Set(places)]
}

function placesIn(source: Source, name: string): string[] {
  const found: string[] = []
  for (const node of nodesIn(source.program)) {
    if (nameIn(node) === name) found.push(placeOf(source, node))
  }
  return found
}

function nameIn(node: Node): string | undefined {
  switch (node.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return node.computed && node.property.type !== 'StringLiteral'
        ? undefined
        : nameOf(node.property)
    case 'ObjectProperty':
    case 'ObjectMethod':
    case 'TSPropertySignature':
      return node.computed ? undefined : nameOf(node.key)
    default:
      return undefined
  }
}
