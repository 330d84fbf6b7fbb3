import { relative } from 'node:path'
import ts from 'typescript'

/** Checks the types of many apps. What they share, the declarations of packages, is parsed once. */
export class TypeChecker {
  readonly #shared = new Map<string, ts.SourceFile | undefined>()
  readonly #resolved = new Map<string, ts.ResolvedModuleWithFailedLookupLocations>()

  /** What TypeScript says of the app in a folder: the file, the code and the message. */
  errorsIn(folder: string): string[] {
    const config = ts.readConfigFile(`${folder}/tsconfig.json`, ts.sys.readFile)
    const { options, fileNames } = ts.parseJsonConfigFileContent(config.config, ts.sys, folder)
    const host = ts.createCompilerHost(options)
    const parse = host.getSourceFile
    host.getSourceFile = (file, ...rest) => {
      if (file.startsWith(folder)) return parse(file, ...rest)
      if (!this.#shared.has(file)) this.#shared.set(file, parse(file, ...rest))
      return this.#shared.get(file)
    }
    host.resolveModuleNameLiterals = (literals, from) =>
      literals.map(({ text }) => {
        const key = `${from} ${text}`
        const known = this.#resolved.get(key)
        const found = known ?? ts.resolveModuleName(text, from, options, host)
        if (!from.startsWith(folder)) this.#resolved.set(key, found)
        return found
      })
    const program = ts.createProgram(fileNames, options, host)
    return ts.getPreEmitDiagnostics(program).map(({ file, code, messageText }) => {
      const message = ts.flattenDiagnosticMessageText(messageText, '\n')
      return `${relative(folder, file?.fileName ?? folder)}: TS${code}: ${message}`
    })
  }
}
