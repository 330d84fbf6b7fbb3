import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { roomy, run, runWell, runWith, stdoutOf } from './run.ts'

/** An app in a folder of its own, with what a plain `npm install` gave it. */
export interface Consumer {
  folder: string
  /** What npm wrote. */
  output: string
  /** The paths of the installed packages, as in `node_modules/lucia`. */
  installed: string[]
}

/** Installs packages in an empty project, as a user would. */
export async function install(folder: string, ...packages: string[]): Promise<Consumer> {
  await mkdir(folder)
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  return await add(folder, ...packages)
}

/** Installs more packages in a copy of a project beside it, where npm need not unpack again what is there. */
export async function installInCopy(
  project: Consumer,
  folder: string,
  ...packages: string[]
): Promise<Consumer> {
  await mkdir(folder)
  await runWell(project.folder, 'cp', '--archive', '--link', 'node_modules', folder)
  // npm writes into these; it replaces all others.
  for (const name of ['package.json', 'package-lock.json', 'node_modules/.package-lock.json']) {
    await rm(join(folder, name), { force: true })
    await copyFile(join(project.folder, name), join(folder, name))
  }
  const { output, ...installed } = await add(folder, ...packages)
  return { ...installed, output: project.output + output }
}

async function add(folder: string, ...packages: string[]): Promise<Consumer> {
  // Nothing here runs the drivers, and compiling one takes minutes.
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages]
  const outcome = await run(folder, 'npm', ...args)
  stdoutOf(outcome, 'npm', ...args)
  const { output } = outcome
  const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'))
  return { folder, output, installed: Object.keys(lock.packages).filter((path) => path !== '') }
}

/** A version of TypeScript, and how it finds modules. */
export interface Compiler {
  version: string
  tsc: string
  resolution: 'bundler' | 'nodenext' | 'node'
}

/** The oldest that works, and the newest of each major version since. */
export const versions = ['5.4.5', '5.9.3', '6.0.3', '7.0.2']
const resolutions = ['bundler', 'nodenext', 'node'] as const

/** How each version is tried: in all ways at the oldest, and at the newest in those that it has. */
const waysOf = (version: string) =>
  version === versions[0] ? resolutions : resolutions.slice(0, version === versions.at(-1) ? 2 : 1)

/** The compilers that consumers are tried with, from the oldest to the newest. */
export function compilersIn(folder: string): Compiler[] {
  return versions.flatMap((version) =>
    // The oldest way has gone from TypeScript 7.
    waysOf(version).map((resolution) => {
      return { version, resolution, tsc: join(folder, `node_modules/ts-${version}/bin/tsc`) }
    }),
  )
}

/** The newest of them. */
export function newest(compilers: Compiler[]): Compiler {
  const [found] = compilers.filter(({ resolution }) => resolution === 'bundler').slice(-1)
  if (!found) throw new Error('There are no compilers')
  return found
}

export async function installCompilers(folder: string, wanted = versions): Promise<void> {
  await install(folder, ...wanted.map((version) => `ts-${version}@npm:typescript@${version}`))
}

export interface Findings {
  /** What the compiler finds in the app itself, in this package and in Lucia's. */
  ours: string[]
  /** How often it finds which error in the declarations of other packages, where it looks at them. */
  others: Record<string, Record<string, number>>
}

/**
 * Type checks a folder of a consumer, and the declarations that it gives. The newest TypeScript spares
 * nobody's; those before it look at the app, at this package and at Lucia's.
 */
export async function compile(
  folder: string,
  { version, tsc, resolution }: Compiler,
  types: string[] = [],
): Promise<Findings> {
  const project = `tsconfig.${resolution}.json`
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types,
    module: resolution === 'nodenext' ? 'nodenext' : 'esnext',
    moduleResolution: resolution,
    strict: true,
    skipLibCheck: false,
    // Those of TypeScript itself are.
    skipDefaultLibCheck: true,
    ...(resolution === 'node' ? {} : { allowImportingTsExtensions: true }),
    declaration: true,
    emitDeclarationOnly: true,
    outDir: `out-${resolution}`,
  }
  const config = { compilerOptions, include: ['*.ts'] }
  await writeFile(join(folder, project), JSON.stringify(config))
  // Each thread would check for itself what they have in common.
  const newest = [tsc, '-p', project, '--pretty', 'false', '--singleThreaded']
  // Those before take a minute to look at what is not ours.
  const older = [errorsOfOurs, dirname(dirname(tsc)), project]
  const isNewest = version === versions.at(-1)
  const command = [roomy, ...(isNewest ? newest : older)]
  // In a short life there is nothing to collect.
  const { output } = await runWith({ GOGC: 'off' }, folder, 'node', ...command)
  if (!isNewest && !output.includes('node_modules/lucia-setup/dist/')) throw new Error(output)
  return findings(output)
}

const errorsOfOurs = fileURLToPath(import.meta.resolve('./errors-of-ours.js'))

function findings(output: string): Findings {
  const ours: string[] = []
  const others: Findings['others'] = {}
  for (const line of output.split('\n').filter((line) => / ?error TS\d+: /.test(line))) {
    const [, name] = /^[^(]*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(line) ?? []
    if (name === undefined || /^(@lucia-auth\/.*|lucia|lucia-setup)$/.test(name)) {
      ours.push(line)
    } else {
      const [code = ''] = /TS\d+/.exec(line) ?? []
      const counts = others[name] ?? {}
      others[name] = { ...counts, [code]: (counts[code] ?? 0) + 1 }
    }
  }
  return { ours, others }
}

/** Says what the compiler holds against other packages: it is not ours, but users see it too. */
export function printOthers(title: string, { others }: Findings): void {
  for (const [name, counts] of Object.entries(others)) {
    const codes = Object.entries(counts).map(([code, count]) => `${code} ${count}`)
    console.log(`${title}: errors in ${name}'s own declarations: ${codes.join(', ')}`)
  }
}
