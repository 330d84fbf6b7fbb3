import type { Node } from '@babel/types'
import { type DriverName, driverOf } from '../drivers/entries.ts'
import { Failure } from '../failure.ts'
import type { AppFiles } from '../project/app-files.ts'
import { importedAs, importsOf } from '../project/imports.ts'
import { declarationsOf, nameOf, type Source } from '../project/syntax.ts'
import { importPath } from './imports.ts'
import { entryOf, type Place } from './place.ts'

/**
 * The driver's handle that the app makes and exports, `export const database = new Database()`, as a
 * file imports it. Throws a `Failure` where that file would import the importer.
 */
export function importHandle(place: Place, driver: DriverName, from: string) {
  const { app, extension } = place
  const handle = findHandle(app.files.sources, driver)
  if (!handle) return undefined
  const { name, source } = handle
  if (reaches(app.files, source, entryOf(app))) {
    throw new Failure(
      `${source.path} exports ${name} and is to import ${from}, which needs ${name}: move ${name} to a file of its own, then run init again`,
    )
  }
  return { name, import: `import { ${name} } from '${importPath(from, source.path, extension)}'` }
}

function findHandle(sources: Source[], driver: DriverName) {
  const { maker } = driverOf(driver)
  if (!maker) return undefined
  for (const source of sources) {
    const imports = importsOf(source)
    for (const { id, init, isExported } of declarationsOf(source)) {
      const isMade = init?.type === 'NewExpression' || init?.type === 'CallExpression'
      if (!isExported || id.type !== 'Identifier' || !isMade) continue
      const { callee } = init
      const imported = importedAs(imports, callee) ?? memberOfDefault(imports, callee)
      if (imported && maker.module.test(imported.module) && imported.name === maker.name) {
        return { source, name: id.name }
      }
    }
  }
  return undefined
}

/** `pg.Pool` of `import pg from 'pg'`. */
function memberOfDefault(imports: ReturnType<typeof importsOf>, callee: Node) {
  if (callee.type !== 'MemberExpression') return undefined
  const imported = imports.get(nameOf(callee.object) ?? '')
  return imported && { module: imported.module, name: nameOf(callee.property) ?? '' }
}

/** Whether a file imports another one, by way of any file of the app. */
function reaches(files: AppFiles, from: Source, to: string, seen = new Set<string>()): boolean {
  if (from.path === to) return true
  if (seen.has(from.path)) return false
  seen.add(from.path)
  const modules = new Set([...importsOf(from).values()].map(({ module }) => module))
  return [...modules].some((module) => {
    const imported = files.imported(from.path, module)
    return imported !== undefined && reaches(files, imported, to, seen)
  })
}
