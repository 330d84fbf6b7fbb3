import { type Agent, resolveCommand } from 'package-manager-detector'
import { driverOf, reachOf } from '../drivers/entries.ts'
import type { Project } from '../project/project.ts'
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
  { driver, binding, runsOn }: Answers,
  run: (...args: string[]) => string,
): string[] {
  const generate = run('drizzle-kit', 'generate')
  const name = wrangler?.name ?? 'my-app'
  const reach = reachOf(driver)
  const bindings = [
    ...(wrangler?.d1.map((one) => one.binding) ?? []),
    ...(wrangler?.hyperdrive ?? []),
  ]
  const isBound = bindings.includes(binding)
  if (reach === 'binding') {
    const apply = (where: string) => run('wrangler', 'd1', 'migrations', 'apply', binding, where)
    const create = run('wrangler', 'd1', 'create', name, '--binding', binding, '--update-config')
    const deploy = `${apply('--remote')}   # when you deploy`
    return [...(isBound ? [] : [create]), generate, apply('--local'), deploy]
  }
  const hasUrl = driver === 'better-sqlite3' || driver === 'libsql'
  const commands = [
    generate,
    `${hasUrl ? '' : 'DATABASE_URL=... '}${run('drizzle-kit', 'migrate')}`,
  ]
  if (runsOn === 'node') return commands
  if (reach === 'fetch') return [...commands, run('wrangler', 'secret', 'put', 'DATABASE_URL')]
  const options = [
    '--caching-disabled',
    '--connection-string=...',
    '--binding',
    binding,
    '--update-config',
  ]
  return [
    ...(isBound ? [] : [run('wrangler', 'hyperdrive', 'create', name, ...options)]),
    ...commands,
  ]
}

/** What the app has to install, and what of Lucia's has to go before that. */
function installCommands(project: Project, { driver }: Answers, plan: Plan): string[] {
  const { dependencies } = project
  const { package: driverPackage, types } = driverOf(driver)
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
