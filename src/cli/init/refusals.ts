import { join, posix } from 'node:path'
import { Failure } from '../failure.ts'
import type { App } from '../project/app.ts'
import type { AppFiles } from '../project/app-files.ts'
import { pathsIn } from '../project/paths-in.ts'
import { type Project, readManifest, textOfFile } from '../project/project.ts'
import { lineAt, nodesOf, placeOf, type Source, textOf } from '../project/syntax.ts'

/** Throws a `Failure` at the root of a monorepo, which has packages but no app of its own. */
export async function assertNoRoot({ folder, dependencies, workspaces }: Project): Promise<void> {
  const isRoot = workspaces || (await textOfFile(join(folder, 'pnpm-workspace.yaml'))) !== undefined
  if (!isRoot || Object.hasOwn(dependencies, 'lucia')) return
  const packages = await packagesIn(folder)
  const withLucia: string[] = []
  for (const path of packages) {
    const manifest = await readManifest(join(folder, path)).catch(() => undefined)
    const known = { ...manifest?.dependencies, ...manifest?.devDependencies }
    if ('lucia' in known) withLucia.push(path)
  }
  const [first] = [...withLucia, ...packages]
  if (first === undefined) return
  const isFound = withLucia.length > 0
  const found = isFound
    ? `Lucia is in ${withLucia.join(' and ')}`
    : `its packages are ${packages.join(', ')}`
  throw new Failure(
    `This is the root of a monorepo, and ${found}: run npx lucia-setup init --cwd ${first}`,
  )
}

/** The folders with packages, three deep at most; what is within a package is its own. */
async function packagesIn(root: string): Promise<string[]> {
  const manifests = await pathsIn(root, {
    isLeftOut: (name) => name === 'node_modules',
    isWanted: (name) => name === 'package.json',
  })
  const folders = manifests
    .map(posix.dirname)
    .filter((path) => /^(?!\.)[^/]+(\/[^/]+){0,2}$/.test(path))
  return folders.filter((path) => !folders.some((other) => path.startsWith(`${other}/`)))
}

/**
 * Throws a `Failure` when the app has another version than Lucia v2: v1 is `lucia-auth`, v3 has a
 * class `Lucia`.
 */
export function assertLucia2({ dependencies, files: { sources } }: App): void {
  const { lucia = '', 'lucia-auth': first } = dependencies
  const [, major = '2'] = /^[\^~>=\sv]*(\d+)/.exec(lucia) ?? []
  const [problem] = [
    ...sources.flatMap(otherImports),
    ...(first === undefined
      ? []
      : [`package.json depends on Lucia v1, lucia-auth ${first}. ${wayFrom1}`]),
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

/** What only a set-up of Lucia v2 has: its adapters, and `lucia` itself. */
const ofLucia2 =
  /['"]@lucia-auth\/adapter-(sqlite|mysql|postgresql|prisma)['"]|\{[^{}]*\blucia\b[^{}]*\}\s*(from|=\s*(await\s+import|require)\s*\()\s*['"]lucia['"]|\brequire\(\s*['"]lucia['"]\s*\)\.lucia\b/

/** Throws a `Failure` where the app has a set-up of Lucia v2 that was not found. */
export function assertNoOtherLucia(files: AppFiles): void {
  for (const { path, text } of files.texts) {
    const match = ofLucia2.exec(text)
    if (!match) continue
    const place = `${path}:${lineAt(text, match.index)}`
    throw new Failure(
      files.get(path)
        ? `${place}: Lucia v2 is set up in a way that cannot be read, so replace it by hand, as docs/from-lucia.md has it`
        : `${place}: Lucia v2 is set up in a file that cannot be parsed`,
    )
  }
}
