import ts from 'typescript'

/** A compiler's host that has these texts as files beside those of the disk. */
export function hostOf(
  files: ReadonlyMap<string, string>,
  options: ts.CompilerOptions,
): ts.CompilerHost {
  const host = ts.createCompilerHost(options)
  const { fileExists, getSourceFile } = host
  host.fileExists = (name) => files.has(name) || fileExists(name)
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(name)
    if (text === undefined) return getSourceFile(name, ...rest)
    return ts.createSourceFile(name, text, ts.ScriptTarget.ES2022)
  }
  return host
}
