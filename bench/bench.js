// Measures this package beside what people use instead: npm run bench -- --only <name>
import { fork } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, totalmem, type } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { lines, summary } from './table.js'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const names = readdirSync(here('parts')).map((file) => file.replace('.ts', ''))

const { values } = parseArgs({
  options: { only: { type: 'string' }, rows: { type: 'string' }, write: { type: 'boolean' } },
})
const chosen = names.filter((name) => !values.only || name.startsWith(values.only))
if (chosen.length === 0) {
  console.error(`There is no part "${values.only}". The parts are ${names.join(', ')}`)
  process.exit(1)
}

// Within the repository, so that the bundles find what they import.
const folder = mkdtempSync(here('../node_modules/.bench-'))
process.on('exit', () => rmSync(folder, { recursive: true }))
process.on('SIGINT', () => process.exit(130))
await build({
  entryPoints: chosen.map((name) => here(`parts/${name}.ts`)),
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  outExtension: { '.js': '.mjs' },
  outdir: folder,
})

/** Runs a part in a process of its own, so that none warms up or slows down another. */
function run(name) {
  return new Promise((resolve, reject) => {
    const comparisons = []
    const child = fork(`${folder}/${name}.mjs`, values.rows ? [values.rows] : [], {
      cwd: here('..'),
    })
    child.on('message', (comparison) => {
      comparisons.push(summary(comparison))
      console.log(lines(comparisons.at(-1)))
    })
    child.on('exit', (code) =>
      code === 0 ? resolve(comparisons) : reject(new Error(`${name} ended with ${code}`)),
    )
  })
}

const results = {}
for (const name of chosen) results[name] = await run(name)

if (!values.only || values.write) {
  const { devDependencies, version } = JSON.parse(readFileSync(here('../package.json'), 'utf8'))
  const machine = {
    system: type(),
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memory: totalmem(),
  }
  const versions = { 'lucia-setup': version, node: process.versions.node, ...devDependencies }
  const date = new Date().toISOString().slice(0, 10)
  const file = here('results.json')
  // Parts that were not run keep what they have.
  const record = JSON.parse(readFileSync(file, 'utf8')).results
  for (const name of chosen) record[name] = { date, comparisons: results[name] }
  writeFileSync(file, `${JSON.stringify({ machine, versions, results: record }, null, 2)}\n`)
}

const targets = Object.values(results)
  .flat()
  .flatMap((comparison) => comparison.targets)
console.log(`${targets.filter(({ met }) => met).length} of ${targets.length} targets met`)
