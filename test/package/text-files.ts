import { join } from 'node:path'
import ts from 'typescript'
import { root } from './run.ts'

/** Where the text of a number is, to the compiler alone. */
export const pathOfText = (index: number): string => join(root, `text-${index}.ts`)

/** All texts as files in one program, which reads the declarations once. */
export function programOf(texts: string[], more: object = {}): ts.Program {
  const { options } = ts.convertCompilerOptionsFromJson(
    {
      ...{ target: 'es2022', module: 'esnext', moduleResolution: 'bundler' },
      ...{ skipLibCheck: true, types: [], ...more },
    },
    root,
  )
  const files = new Map(texts.map((text, index) => [pathOfText(index), text]))
  const host = ts.createCompilerHost(options)
  const { fileExists, getSourceFile } = host
  host.fileExists = (name) => files.has(name) || fileExists(name)
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(name)
    if (text === undefined) return getSourceFile(name, ...rest)
    return ts.createSourceFile(name, text, ts.ScriptTarget.ES2022)
  }
  return ts.createProgram([...files.keys()], options, host)
}
