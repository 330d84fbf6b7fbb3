import MagicString from 'magic-string'
import { importsOf } from '../../project/imports.ts'
import { namesIn, rangeOf, type Source } from '../../project/syntax.ts'
import type { Change } from '../changes.ts'
import { editImports } from '../edit/imports.ts'
import { leftoversOf } from '../edit/leftovers.ts'
import { removeLine, withComma, withEndingsOf } from '../edit/statements.ts'
import type { ColumnsCall } from './find-call.ts'

/** The modules with tables, as a file imports them, each once. */
interface SchemaModules {
  modules: string[]
  /** The value of `schema`, of the names that the modules have got. */
  value(names: string[]): string
}

/** The file of a set-up with `schema` in the place of `attributes: 'columns'` and of `tableNames`. */
export function replaceAttributes(found: ColumnsCall, { modules, value }: SchemaModules): Change {
  const { source, attributes, names, driver } = found
  const code = new MagicString(source.text)
  const taken = namesIn(source)
  const locals = modules.map((_, at) => freeName(taken, at))
  const schema = value(locals)
  const isShort = schema === 'schema'
  code.overwrite(...rangeOf(attributes), isShort ? schema : `schema: ${schema}`)
  const leftovers = names ? leftoversOf(source, [names], []) : undefined
  if (names) code.remove(...withComma(source, names))
  for (const { statement } of leftovers?.constants ?? []) {
    removeLine(source, code, rangeOf(statement))
  }
  const added = modules.map((module, at) => [`* as ${locals[at]}`, module])
  editImports(source, code, `lucia-setup/${driver}`, added, leftovers?.imports ?? new Set())
  const after = withEndingsOf(source, code.toString())
  return { path: source.path, before: source.text, after }
}

/** `schema`, or another name where the file has one of it. */
function freeName(taken: Set<string>, at: number): string {
  const own = [at === 0 ? 'schema' : `schema${at + 1}`, 'authSchema', 'luciaSchema']
  const name = own.find((one) => !taken.has(one)) ?? `luciaSchema${at + 1}`
  taken.add(name)
  return name
}

/** Whether a file loads others with `require()`. */
export function isRequiring(source: Source): boolean {
  const hasImports = source.program.body.some(({ type }) => type === 'ImportDeclaration')
  return !hasImports && /\brequire\(/.test(source.text) && importsOf(source).size > 0
}
