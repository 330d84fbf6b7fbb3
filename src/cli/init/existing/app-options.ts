import type { Node, ObjectExpression, ObjectMember } from '@babel/types'
import { assertAuthOptions } from '../../../internal/options.ts'
import { Failure } from '../../failure.ts'
import type { AppFiles } from '../../project/app-files.ts'
import { follow, type Located, literalOf } from '../../project/constants.ts'
import { nameOf, placeOf, type Source, textOf } from '../../project/syntax.ts'
import type { ExistingLucia } from './find-set-up.ts'

/** What can be checked by its value: the others hold functions, which only running shows. */
const byValue = ['env', 'csrfProtection', 'sessionCookie', 'sessionExpiresIn', 'experimental']

/**
 * Throws a `Failure` for an option that `createAuth()` would refuse at set-up: Lucia takes names that
 * it does not know, and values that no browser does, without a word.
 */
export function assertKnownOptions(files: AppFiles, { source, options }: ExistingLucia): void {
  const samples = samplesOf(files, { source, node: options })
  assertAt(source, options, samples)
}

function samplesOf(files: AppFiles, { source, node }: Located<ObjectExpression>) {
  const samples: Record<string, unknown> = {}
  for (const property of node.properties) {
    if (property.type !== 'SpreadElement') {
      const name = nameOf(property.key) ?? ''
      if (name === 'adapter') continue
      samples[name] = sampleOf(files, source, name, property)
      assertAt(source, property, { [name]: samples[name] })
      continue
    }
    const spread = follow({ source, node: property.argument }, files)
    if (spread.node.type !== 'ObjectExpression') {
      throw new Failure(
        `${placeOf(source, property)}: the options in ${textOf(source, property)} cannot be read. Write them out in lucia(), then run init again`,
      )
    }
    Object.assign(samples, samplesOf(files, { source: spread.source, node: spread.node }))
  }
  return samples
}

function assertAt(source: Source, node: Node, options: object): void {
  try {
    assertAuthOptions(options)
  } catch (error) {
    throw new Failure(
      `${placeOf(source, node)}: ${(error as Error).message}. Lucia itself takes it without a word`,
      { cause: error },
    )
  }
}

/** A value like the one that the option has, as far as the code says; else undefined. */
function sampleOf(files: AppFiles, source: Source, name: string, member: ObjectMember): unknown {
  const { node, source: place } = follow(
    { source, node: member.type === 'ObjectProperty' ? member.value : member },
    files,
  )
  const isFunction = /^(ObjectMethod|ArrowFunctionExpression|FunctionExpression)$/.test(node.type)
  if (isFunction) return 'async' in node && node.async ? async () => {} : () => {}
  return byValue.includes(name) ? literalOf({ source: place, node }, files) : undefined
}
