import { join } from 'node:path'
import { urlCredentials } from '../drivers/driver.ts'
import { driverOf, reachOf } from '../drivers/entries.ts'
import { command } from '../project/package-command.ts'
import { type Project, textOfFile } from '../project/project.ts'
import type { Answers } from './answers.ts'

/** What `wrangler dev`, which speaks http, has to be told. */
export async function devCommands({ folder }: Project, { runsOn }: Answers): Promise<string[]> {
  if (runsOn === 'node') return []
  const vars = await textOfFile(join(folder, '.dev.vars'))
  return vars?.includes('ENVIRONMENT') ? [] : ['echo ENVIRONMENT=DEV >> .dev.vars']
}

type Decided = Pick<Answers, 'driver' | 'binding' | 'runsOn'>

/** The commands that make the tables. */
export function databaseCommands(project: Project, decided: Decided): string[] {
  const { wrangler } = project
  const { driver, binding, runsOn } = decided
  const run = (...args: string[]) => command(project, 'execute-local', ...args)
  const generate = run('drizzle-kit', 'generate')
  const reach = reachOf(driver)
  if (reach === 'storage') return [generate]
  if (reach === 'binding') return [generate, ...d1Commands(project, binding)]
  const needsUrl = driverOf(driver).kit?.lines?.includes(urlCredentials)
  const migrate = run('drizzle-kit', 'migrate')
  const commands = [generate, needsUrl ? `DATABASE_URL=... ${migrate}` : migrate]
  if (runsOn === 'node') return commands
  if (reach === 'fetch') return [...commands, run('wrangler', 'secret', 'put', 'DATABASE_URL')]
  if (wrangler?.hyperdrive.includes(binding)) return commands
  const options = ['--caching-disabled', '--connection-string=...', '--binding', binding]
  const name = wrangler?.name ?? 'my-app'
  return [run('wrangler', 'hyperdrive', 'create', name, ...options, '--update-config'), ...commands]
}

/** Those that apply the migrations to a D1 database, here and, with an account, where it is deployed. */
function d1Commands(project: Project, binding: string): string[] {
  const { wrangler } = project
  const { file = 'the wrangler configuration', isCode = false, name = 'my-app' } = wrangler ?? {}
  const run = (...args: string[]) =>
    command(project, 'execute-local', isCode ? 'cf' : 'wrangler', 'd1', ...args)
  const found = wrangler?.d1.find((one) => one.binding === binding)
  const env = found?.environment ? ['--env', found.environment] : []
  // cf takes the database's id, which is not there before the database is.
  const target = isCode ? (found?.databaseName ?? '<database id>') : binding
  const apply = (where: string) => run('migrations', 'apply', target, where, ...env)
  const later = '  # when you deploy'
  const create = `${run('create', ...(isCode ? ['--name'] : []), name)} ${later}, then its database_id into ${file}`
  return [apply('--local'), ...(found ? [] : [create]), `${apply('--remote')} ${later}`]
}
