// Finishes what tsup has built.
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const files = readdirSync('dist', { recursive: true }).map((name) => `dist/${name}`)

// Chunks are imported a second time for side effects that they do not have, which makes other
// bundlers warn.
for (const file of files.filter((name) => name.endsWith('.js'))) {
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace(/^import "\.[^"]+";\n/gm, ''))
}

// The declarations that use Lucia's bring the fallback for its global namespace along, which tsup
// would lose: see src/internal/auth/namespace.d.ts.
for (const file of files.filter((name) => name.endsWith('.d.ts'))) {
  const text = readFileSync(file, 'utf8')
  if (text.includes("from 'lucia'")) {
    const folder = file.split('/').slice(2).fill('..').join('/') || '.'
    writeFileSync(file, `import '${folder}/namespace.js';\n${text}`)
  }
}
for (const file of ['namespace.d.ts', 'namespace-members.d.ts']) {
  copyFileSync(`src/internal/auth/${file}`, `dist/${file}`)
}

// The command holds code of other packages, whose licences go where that code goes.
const metafile = 'dist/cli/metafile-esm.json'
const bundled = new Set(
  Object.keys(JSON.parse(readFileSync(metafile, 'utf8')).inputs).flatMap(
    (path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [],
  ),
)
const licences = [...bundled].sort().map((folder) => {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name))
  if (!file) throw new Error(`${folder} has no licence file`)
  return `${folder.replace('node_modules/', '')}\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}`
})
writeFileSync('dist/cli/licences.txt', `${licences.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`)
rmSync(metafile)

// For models, which find it beside the code: the list of the pages, by their paths in the package.
const { description, name } = JSON.parse(readFileSync('package.json', 'utf8'))
const list = readFileSync('docs/README.md', 'utf8')
  .replace(/^# .*/, `# ${name}\n\n> ${description}\n\nEach export is described in \`dist/*.d.ts\`.`)
  .replace(/\]\((?!\.\.\/)/g, '](docs/')
  .replaceAll('](../', '](')
writeFileSync('llms.txt', list)
