// Finishes what tsup has built.
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

const files = readdirSync('dist', { recursive: true }).map((name) => `dist/${name}`)

// Chunks are imported a second time for side effects that they do not have, which makes other
// bundlers warn.
for (const file of files.filter((name) => name.endsWith('.js'))) {
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace(/^import "\.[^"]+";\n/gm, ''))
}

// The declarations that use Lucia's bring the fallback for its global namespace along, which tsup
// would lose: see src/internal/lucia-namespace.d.ts.
for (const file of files.filter((name) => name.endsWith('.d.ts'))) {
  const text = readFileSync(file, 'utf8')
  if (text.includes("from 'lucia'")) {
    const folder = file.split('/').slice(2).fill('..').join('/') || '.'
    writeFileSync(file, `import '${folder}/lucia-namespace.js';\n${text}`)
  }
}
for (const file of ['lucia-namespace.d.ts', 'lucia-namespace-members.d.ts']) {
  copyFileSync(`src/internal/${file}`, `dist/${file}`)
}
