// Lets the built declarations that use Lucia's bring the fallback for its global namespace along:
// see src/internal/lucia-namespace.d.ts. tsup bundles declarations and would lose the UMD name.
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

const declarations = readdirSync('dist').filter((file) => file.endsWith('.d.ts'))
for (const file of declarations.map((name) => `dist/${name}`)) {
  const text = readFileSync(file, 'utf8')
  if (text.includes("from 'lucia'")) {
    writeFileSync(file, `import './lucia-namespace.js';\n${text}`)
  }
}
for (const file of ['lucia-namespace.d.ts', 'lucia-namespace-members.d.ts']) {
  copyFileSync(`src/internal/${file}`, `dist/${file}`)
}
