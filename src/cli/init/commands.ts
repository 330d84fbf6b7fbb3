import { join } from 'node:path'
import { urlCredentials } from '../drivers/driver.ts'
import { driverOf, reachOf } from '../drivers/entries.ts'
import { command } from '../project/package-command.ts'
import { type Project, textOfFile } from '../project/project.ts'
import type { Answers } from './answers.ts'
import { missingPackages } from './packages.ts'
import type { Place } from './place.ts'
import type { Needs } from './plan.ts'
import { readTsconfig } from './tsconfig.ts'

/**
 * The commands that install what is missing, behind the one that takes out what is in the way, and
 * whether all is there that the code needs.
 */
export function installCommands(
  project: Project,
  { packages, tools, unused }: Needs,
): { commands: string[]; isComplete: boolean } {
  const missing = missingPackages(project, packages, tools)
  const gone = unused.filter((name) => Object.hasOwn(project.dependencies, name))
  const commands = [
    ...(gone.length > 0 ? [command(project, 'uninstall', ...gone)] : []),
    ...(missing.packages.length > 0 ? [command(project, 'add', ...missing.packages)] : []),
    ...(missing.tools.length > 0 ? [command(project, 'add', '-D', ...missing.tools)] : []),
  ]
  return { commands, isComplete: missing.packages.length + missing.tools.length === 0 }
}

/** What a set-up on a driver needs. */
export function packagesFor(
  { driver }: Pick<Answers, 'driver'>,
  tools: string[],
): Pick<Needs, 'packages' | 'tools'> {
  const { package: name, types, drizzle } = driverOf(driver)
  const inVersion = (one: string) =>
    drizzle && one.startsWith('drizzle-') ? `${one}@${drizzle}` : one
  return {
    packages: ['lucia-setup', 'lucia', inVersion('drizzle-orm'), ...(name ? [name] : [])],
    tools: [...tools.map(inVersion), ...(types ? [types] : [])],
  }
}

/** What `wrangler dev`, which speaks http, has to be told. */
export async function devCommands(
  { folder }: Project,
  { runsOn }: Pick<Answers, 'runsOn'>,
): Promise<string[]> {
  if (runsOn === 'node') return []
  const vars = await textOfFile(join(folder, '.dev.vars'))
  return vars?.includes('ENVIRONMENT') ? [] : ['echo ENVIRONMENT=DEV >> .dev.vars']
}

/** The one command that lets Node take the app's files for modules, which Lucia is. */
export async function typeCommands({ app, language }: Place): Promise<string[]> {
  const { options } = (await readTsconfig(app.folder)) ?? {}
  const isNode = /^node(16|18|20|next)$/i.test(String(options?.module ?? ''))
  return language === 'ts' && isNode && !app.isModule ? ['npm pkg set type=module'] : []
}

/** The commands that make the tables. */
export function databaseCommands(
  project: Project,
  { driver, binding, runsOn }: Pick<Answers, 'driver' | 'binding' | 'runsOn'>,
): string[] {
  const { wrangler } = project
  const run = (...args: string[]) => command(project, 'execute-local', ...args)
  const generate = run('drizzle-kit', 'generate')
  const name = wrangler?.name ?? 'my-app'
  const reach = reachOf(driver)
  const bound = [...(wrangler?.d1.map((one) => one.binding) ?? []), ...(wrangler?.hyperdrive ?? [])]
  const isBound = bound.includes(binding)
  if (reach === 'storage') return [generate]
  if (reach === 'binding') {
    const found = wrangler?.d1.find((one) => one.binding === binding)
    const env = found?.environment ? ['--env', found.environment] : []
    const tool = wrangler?.isCode ? 'cf' : 'wrangler'
    // cf takes the database's id, which is not there before the database is.
    const target = wrangler?.isCode ? (found?.databaseName ?? '<database id>') : binding
    const apply = (where: string) => run(tool, 'd1', 'migrations', 'apply', target, where, ...env)
    const later = '  # when you deploy'
    const create = `${run(tool, 'd1', 'create', ...(wrangler?.isCode ? ['--name', name] : [name]))} ${later}, then its database_id into ${wrangler?.file ?? 'the wrangler configuration'}`
    return [
      generate,
      apply('--local'),
      ...(isBound ? [] : [create]),
      `${apply('--remote')} ${later}`,
    ]
  }
  const needsUrl = driverOf(driver).kit?.lines?.includes(urlCredentials)
  const migrate = run('drizzle-kit', 'migrate')
  const commands = [generate, needsUrl ? `DATABASE_URL=... ${migrate}` : migrate]
  if (runsOn === 'node') return commands
  if (reach === 'fetch') return [...commands, run('wrangler', 'secret', 'put', 'DATABASE_URL')]
  const options = ['--caching-disabled', '--connection-string=...', '--binding', binding]
  const create = run('wrangler', 'hyperdrive', 'create', name, ...options, '--update-config')
  return [...(isBound ? [] : [create]), ...commands]
}
