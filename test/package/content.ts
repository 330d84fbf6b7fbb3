import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Packed } from './packed.ts'
import { root, runTool } from './run.ts'

export function contentCases(packed: Packed): void {
  let manifest: {
    exports: Record<string, Record<string, string>>
    typesVersions: Record<string, Record<string, string[]>>
    sideEffects: boolean
  }
  /** The public files of `src/`, by their path without extension. */
  let publicFiles: string[]

  beforeAll(async () => {
    manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    const paths = await readdir(join(root, 'src'), { recursive: true })
    publicFiles = paths
      .filter((path) => path.endsWith('.ts') && !/^(internal|cli)\//.test(path))
      .map((path) => path.slice(0, -3))
      .sort()
  })

  describe('the packed package', () => {
    it('holds what was built, the manifest, the pages and the licence', async () => {
      const others = packed.files.filter((path) => !path.startsWith('dist/'))
      const top = [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'SECURITY.md',
        'llms.txt',
        'package.json',
      ]
      const pages = await readdir(join(root, 'docs'))
      expect(others.sort()).toEqual([...top, ...pages.map((page) => `docs/${page}`)].sort())
      const built = packed.files.filter((path) => path.startsWith('dist/'))
      // The licences of the packages whose code the command brings along.
      const texts = built.filter((path) => !/\.(js|d\.ts)$/.test(path))
      expect(texts).toEqual(['dist/cli/licences.txt'])
    })

    it('has each public file of src as a subpath, with types and code, and nothing else', () => {
      const expected = publicFiles.map((path) => [
        `./${path}`,
        { types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` },
      ])
      expect(manifest.exports).toEqual(Object.fromEntries(expected))
    })

    it('names types before code, since the first condition that holds is taken', () => {
      for (const conditions of Object.values(manifest.exports)) {
        expect(Object.keys(conditions)).toEqual(['types', 'default'])
      }
    })

    it('holds the files of every subpath', () => {
      const targets = Object.values(manifest.exports).flatMap(Object.values)
      for (const target of targets) expect(packed.files).toContain(target.slice(2))
    })

    it('says where the declarations are to TypeScript that does not read exports', () => {
      const [target = ''] = manifest.typesVersions['*']?.['*'] ?? []
      for (const path of publicFiles) {
        expect(packed.files).toContain(target.replace('*', path).slice(2))
      }
    })

    it('is free of side effects, so that bundlers drop what is not used', () => {
      expect(manifest.sideEffects).toBe(false)
    })

    it('pleases publint', async () => {
      const { code, output } = await runTool(root, 'publint', packed.tarball, '--strict')
      expect(code, output).toBe(0)
      expect(output).toMatch(/All good!/)
    })

    it('is resolved with its types by every way of resolution that knows ESM', async () => {
      const args = [packed.tarball, '--profile', 'esm-only']
      const { code, output } = await runTool(root, 'attw', ...args)
      expect(code, output).toBe(0)
      for (const path of publicFiles) expect(output).toContain(`"lucia-setup/${path}"`)
    })
  })

  describe('the public files', () => {
    it('say of each export what it is for', async () => {
      const silent: string[] = []
      for (const path of publicFiles) {
        const text = await readFile(join(root, 'src', `${path}.ts`), 'utf8')
        const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
        for (const statement of source.statements) {
          if (isExported(statement) && ts.getJSDocCommentsAndTags(statement).length === 0) {
            silent.push(`${path}: ${statement.getText().split('\n')[0]}`)
          }
        }
      }
      expect(silent).toEqual([])
    })
  })
}

function isExported(statement: ts.Statement): boolean {
  if (!ts.canHaveModifiers(statement)) return false
  const modifiers = ts.getModifiers(statement) ?? []
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
}
