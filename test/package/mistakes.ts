import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import { mistakes, prelude } from './mistakes-and-messages.ts'
import { pathOfText, programOf } from './text-files.ts'

/** What people write, and the first two lines of what the compiler answers. */
export function mistakeCases(): void {
  describe('a mistake is said in two lines:', () => {
    let program: ts.Program

    beforeAll(() => {
      const texts = mistakes.map(([code]) => `${prelude}${code}\n`)
      program = programOf(texts, { lib: ['es2022', 'dom'], strict: true, types: ['node'] })
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

/** Its first two lines, where the types that they name are only named. */
function firstMessage(program: ts.Program, index: number): string[] {
  const [first] = program.getSemanticDiagnostics(program.getSourceFile(pathOfText(index)))
  const lines = ts.flattenDiagnosticMessageText(first?.messageText, '\n').split('\n').slice(0, 2)
  return lines.map((line) =>
    line.trim().replace(/'([^']+)'/g, (_, type: string) => `'${short(type)}'`),
  )
}

function short(type: string): string {
  return type.replace(/^\{.*/, '{...}').replace(/^\(.*/, '(...)').replace(/<.*/, '<...>')
}
