import { type Agent, resolveCommand } from 'package-manager-detector'
import { driverEntry } from '../drivers.ts'
import type { Project } from '../project.ts'
import type { Answers } from './answers.ts'
import type { Plan } from './plan.ts'

/** The commands that remain once the files are written, in their order. */
export function remainingCommands(project: Project, answers: Answers, plan: Plan): string[] {
  const installs = installCommands(project, answers, plan)
  if (plan.hasTables) return [...installs, command(project, 'execute', ['lucia-setup', 'check'])]
  const run = (...args: string[]) => command(project, 'execute-local', args)
  return [...installs, ...databaseCommands(project, answers, run)]
}

function databaseCommands(
  { wrangler }: Project,
  { driver, binding }: Answers,
  run: (...args: string[]) => string,
): string[] {
  const generate = run('drizzle-kit', 'generate')
  if (driver !== 'd1') {
    const hasUrl = driver === 'better-sqlite3' || driver === 'libsql'
    return [generate, `${hasUrl ? '' : 'DATABASE_URL=... '}${run('drizzle-kit', 'migrate')}`]
  }
  const name = wrangler?.name ?? 'my-database'
  const exists = wrangler?.d1.some((database) => database.binding === binding)
  const create = ['wrangler', 'd1', 'create', name, '--binding', binding, '--update-config']
  return [
    ...(exists ? [] : [run(...create)]),
    generate,
    run('wrangler', 'd1', 'migrations', 'apply', binding, '--local'),
    `${run('wrangler', 'd1', 'migrations', 'apply', binding, '--remote')}   # when you deploy`,
  ]
}

/** What the app has to install, and what of Lucia's has to go before that. */
function installCommands(project: Project, { driver }: Answers, plan: Plan): string[] {
  const { dependencies } = project
  const { package: driverPackage, types } = driverEntry(driver)
  const absent = (names: (string | undefined)[]) =>
    names.filter(
      (name) => name !== undefined && !Object.hasOwn(dependencies, name.replace(/(?<=.)@.*/, '')),
    )
  const written = plan.changes.map(({ after }) => after).join('\n')
  const tools = [
    ...(plan.hasTables ? [] : ['drizzle-kit']),
    types,
    ...(written.includes('process.env') || driver === 'mysql2' ? ['@types/node'] : []),
  ]
  const unused = Object.keys(dependencies).filter((name) =>
    /^@lucia-auth\/adapter-(sqlite|mysql|postgresql)$/.test(name),
  )
  const [install, development] = [
    absent(['lucia-setup', 'lucia@2', 'drizzle-orm', driverPackage]),
    absent(tools),
  ]
  return [
    ...(unused.length > 0 && plan.hasTables ? [command(project, 'uninstall', unused)] : []),
    ...(install.length > 0 ? [command(project, 'add', install as string[])] : []),
    ...(development.length > 0
      ? [command(project, 'add', ['-D', ...(development as string[])])]
      : []),
  ]
}

function command(
  { packageManager }: { packageManager: Agent },
  kind: 'add' | 'uninstall' | 'execute' | 'execute-local',
  args: string[],
): string {
  const resolved = resolveCommand(packageManager, kind, args)
  return resolved ? [resolved.command, ...resolved.args].join(' ') : args.join(' ')
}
