// What `tsc` would say of an app, of this package and of Lucia's, without its look at each declaration
// of the others: `node errors-of-ours.js <a TypeScript's folder> <a tsconfig.json>`.
import { createRequire } from 'node:module'
import { relative } from 'node:path'

const [folder, project] = process.argv.slice(2)
const ts = createRequire(import.meta.url)(folder)
const here = process.cwd()

const config = ts.readConfigFile(project, ts.sys.readFile)
const { options, fileNames, errors } = ts.parseJsonConfigFileContent(config.config, ts.sys, here)
const program = ts.createProgram(fileNames, options)
const isOfOthers = /.*node_modules\/(?!(lucia|lucia-setup|@lucia-auth\/[^/]+)\/)/
const isOurs = ({ fileName }) => !isOfOthers.test(fileName)
const files = program.getSourceFiles().filter(isOurs)

const found = [
  ...(config.error ? [config.error] : []),
  ...errors,
  ...program.getOptionsDiagnostics(),
  ...program.getGlobalDiagnostics(),
  ...files.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
    ...(file.isDeclarationFile ? [] : program.getDeclarationDiagnostics(file)),
  ]),
]
const host = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => here,
  getNewLine: () => '\n',
}
process.stdout.write(ts.formatDiagnostics(ts.sortAndDeduplicateDiagnostics(found), host))
// Whoever asks must see that something was looked at.
process.stdout.write(`${files.map((file) => relative(here, file.fileName)).join('\n')}\n`)
