import type { CallExpression, Expression, ObjectExpression, ObjectProperty } from '@babel/types'
import { Failure } from '../../failure.ts'
import type { AppFiles } from '../../project/app-files.ts'
import { follow } from '../../project/constants.ts'
import { type Imported, importedCalls } from '../../project/imports.ts'
import {
  declarationOf,
  memberOf,
  nameOf,
  placeOf,
  type Source,
  usesOf,
} from '../../project/syntax.ts'
import { type AdapterCall, readAdapter } from './adapter-call.ts'

/** A `lucia({ adapter: ... })` of Lucia v2 in the app. */
export interface ExistingLucia extends AdapterCall {
  source: Source
  call: CallExpression
  options: ObjectExpression
  /** `adapter: ...` */
  property: ObjectProperty
}

/** The only call of what is meant. Throws a `Failure`, with their places, where there are several. */
export function onlyCall(
  { sources }: AppFiles,
  isMeant: (imported: Imported) => boolean,
  problem: (places: string) => string,
): ReturnType<typeof importedCalls>[number] | undefined {
  const calls = importedCalls(sources).filter(isMeant)
  if (calls.length <= 1) return calls[0]
  throw new Failure(problem(calls.map(({ source, call }) => placeOf(source, call)).join(' and ')))
}

/** The app's set-up of Lucia v2. Throws a `Failure` when it cannot be replaced by a program. */
export function findLucia(files: AppFiles): ExistingLucia | undefined {
  const found = onlyCall(
    files,
    ({ module, name }) => module === 'lucia' && name === 'lucia',
    (places) =>
      `Lucia is set up more than once, in ${places}: replace them by hand, as docs/from-lucia.md has it`,
  )
  return found && readCall(files, found.source, found.call)
}

function readCall(files: AppFiles, source: Source, call: CallExpression): ExistingLucia {
  const [argument] = call.arguments
  const located = argument && follow({ source, node: argument })
  const options = located?.node
  const property = options?.type === 'ObjectExpression' ? memberOf(options, 'adapter') : undefined
  if (options?.type !== 'ObjectExpression' || !property) {
    throw new Failure(
      `${placeOf(source, call)}: the options of lucia() are not written out in this file, so replace it by hand`,
    )
  }
  if (options !== argument && isUsedElsewhere(source, nameOf(argument ?? call) ?? '')) {
    throw new Failure(
      `${placeOf(source, options)}: the options of lucia() have other uses, so replace it by hand`,
    )
  }
  const adapter = readAdapter(files, source, property.value as Expression, options)
  return { source, call, options, property, ...adapter }
}

/** Whether anything but the call uses a constant. */
function isUsedElsewhere(source: Source, name: string): boolean {
  return usesOf(source, name).length > 1 || declarationOf(source, name)?.isExported === true
}
