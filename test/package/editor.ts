import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'
import { beforeAll, expect, it } from 'vitest'
import { root, runWell } from './run.ts'

const text = `
import { text } from 'drizzle-orm/sqlite-core'
import { createAuth, type D1Binding } from 'lucia-setup/d1'
import { Hono } from 'hono'
import { requireSession, sessionMiddleware, type SessionVariables } from 'lucia-setup/hono'
import { createSchema } from 'lucia-setup/schema/sqlite'

declare const binding: D1Binding
const { auth } = createAuth(binding, {
  schema: createSchema({ user: { email: text('email').notNull() } }),
  getUserAttributes: ({ email }) => ({ email }),
})
const user = await auth.getUser('anna')
const { user: ofSession } = await auth.getSession('abc')
auth.createUser

const setup = createAuth(binding)
const nobody = await setup.auth.getUser('anna')
const app = new Hono<{ Variables: SessionVariables<typeof setup> }>()
app.use(sessionMiddleware(() => setup))
app.get('/', requireSession(), (c) => {
  const session = c.var.session
  return c.text(session.sessionId)
})
export { nobody, ofSession, user }
`

const options = {
  target: 'es2022',
  lib: 'es2022,dom',
  module: 'esnext',
  moduleResolution: 'bundler',
  types: 'node',
}

/** What people meet while they write: in a folder where the package is found. */
export function editorCases(folder: string): void {
  let editor: ts.LanguageService

  beforeAll(() => {
    editor = startEditor()
  })

  it.each(['user', 'ofSession', 'createUser'])('shows the attributes over %s', (name) => {
    expect(hover(editor, name)).toContain('email: string')
  })

  it.each(['nobody', 'const session'])('shows no more than there is over %s', (name) => {
    expect(hover(editor, name)).not.toMatch(/Record<never|& object|& \{\}/)
  })

  // Instantiations are the same in every run: a twentieth more than there are today is noticed.
  it('costs the type checker at most two fifths more than Lucia by hand', async () => {
    const apps = join(root, 'bench/size/apps')
    const namespace = join(folder, 'app.d.ts')
    await writeFile(
      namespace,
      `declare namespace Lucia {
        type Auth = import('${join(apps, 'by-hand.ts')}').Auth
        type DatabaseUserAttributes = { username: string }
        type DatabaseSessionAttributes = Record<never, never>
      }`,
    )
    const byHand = await instantiations(apps, 'by-hand.ts', namespace)
    const withLuciaSetup = await instantiations(apps, 'with-lucia-setup.ts')
    console.log(`Type instantiations: ${byHand} by hand, ${withLuciaSetup} with lucia-setup`)
    expect(withLuciaSetup).toBeLessThanOrEqual(1.4 * byHand)
  })
}

async function instantiations(folder: string, ...files: string[]): Promise<number> {
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
  const always = ['--noEmit', '--strict', '--skipLibCheck', '--allowImportingTsExtensions']
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const args = [tsc, '--extendedDiagnostics', ...always, ...flags, ...files]
  const output = await runWell(folder, 'node', ...args)
  return Number(/^Instantiations:\s+(\d+)$/m.exec(output)?.[1])
}

const file = join(root, 'hover.ts')

/** What an editor shows over the last occurrence of a name, at its end. */
function hover(editor: ts.LanguageService, name: string): string {
  const info = editor.getQuickInfoAtPosition(file, text.lastIndexOf(name) + name.length - 1)
  return ts.displayPartsToString(info?.displayParts)
}

function startEditor(): ts.LanguageService {
  const { options: compilerOptions } = ts.convertCompilerOptionsFromJson(
    { ...options, lib: ['es2022', 'dom'], types: [], strict: true },
    root,
  )
  const read = (path: string) => (path === file ? text : readFileSync(path, 'utf8'))
  return ts.createLanguageService({
    getCompilationSettings: () => compilerOptions,
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) =>
      path === file || ts.sys.fileExists(path)
        ? ts.ScriptSnapshot.fromString(read(path))
        : undefined,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: read,
    directoryExists: ts.sys.directoryExists,
    realpath: ts.sys.realpath,
  })
}
