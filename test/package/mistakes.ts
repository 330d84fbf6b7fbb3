import { join } from 'node:path'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import { mistakes, prelude } from './mistakes-and-messages.ts'
import { root } from './run.ts'
import { hostOf } from './text-files.ts'

/** What people write, and the first two lines of what the compiler answers. */
export function mistakeCases(): void {
  describe('a mistake is said in two lines:', () => {
    let program: ts.Program

    beforeAll(() => {
      program = programOf(mistakes.map(([code]) => `${prelude}${code}\n`))
    })

    it.each(mistakes.map((mistake, index) => ({ index, code: mistake[0] })))(
      '$code',
      ({ index }) => {
        const [, ...expected] = mistakes[index] ?? []
        expect(firstMessage(program, index)).toEqual(expected)
      },
    )
  })
}

const pathOf = (index: number) => join(root, `mistake-${index}.ts`)

/** All mistakes in one program, which reads the declarations once. */
function programOf(texts: string[]): ts.Program {
  const { options } = ts.convertCompilerOptionsFromJson(
    {
      target: 'es2022',
      lib: ['es2022', 'dom'],
      module: 'esnext',
      moduleResolution: 'bundler',
      strict: true,
      skipLibCheck: true,
      types: ['node'],
    },
    root,
  )
  const files = new Map(texts.map((text, index) => [pathOf(index), text]))
  return ts.createProgram([...files.keys()], options, hostOf(files, options))
}

/** Its first two lines, where the types that they name are only named. */
function firstMessage(program: ts.Program, index: number): string[] {
  const [first] = program.getSemanticDiagnostics(program.getSourceFile(pathOf(index)))
  const lines = ts.flattenDiagnosticMessageText(first?.messageText, '\n').split('\n').slice(0, 2)
  return lines.map((line) =>
    line.trim().replace(/'([^']+)'/g, (_, type: string) => `'${short(type)}'`),
  )
}

function short(type: string): string {
  return type.replace(/^\{.*/, '{...}').replace(/^\(.*/, '(...)').replace(/<.*/, '<...>')
}
