import { type DriverName, driverOf } from '../drivers/entries.ts'
import { drizzle1 } from '../project/kit.ts'
import { command } from '../project/package-command.ts'
import { overlaps, peers, untriedVersions } from '../project/peers.ts'
import type { Project } from '../project/project.ts'
import type { Plan } from './plan.ts'

type Needs = Pick<Plan, 'packages' | 'tools'>

/** drizzle-kit of before cannot read the Drizzle ORM of today. */
const kit = 'drizzle-kit@0.31'
const kitRange = '>=0.31.0'

/** Lucia's own adapters, which keep npm from installing beside current drivers. */
export const adapterPackage: RegExp = /^@lucia-auth\/adapter-(sqlite|mysql|postgresql|prisma)$/

/** What a set-up on a driver needs. */
export function packagesFor(driver: DriverName, tools: string[] = []): Needs {
  const { package: name, types, drizzle } = driverOf(driver)
  const inVersion = (one: string) =>
    drizzle && one.startsWith('drizzle-') ? `${one}@${drizzle}` : one
  return {
    packages: ['lucia-setup', 'lucia', inVersion('drizzle-orm'), ...(name ? [name] : [])],
    tools: [...tools.map(inVersion), ...(types ? [types] : [])],
  }
}

/**
 * The commands that install what is missing, behind the one that takes out what is in the way, and
 * whether all is there that the code needs.
 */
export function installCommands(
  project: Project,
  { packages, tools, unused }: Plan,
): { commands: string[]; isComplete: boolean } {
  const missing = missingPackages(project, { packages, tools })
  const gone = unused.filter((name) => Object.hasOwn(project.dependencies, name))
  const commands = [
    ...(gone.length > 0 ? [command(project, 'uninstall', ...gone)] : []),
    ...(missing.packages.length > 0 ? [command(project, 'add', ...missing.packages)] : []),
    ...(missing.tools.length > 0 ? [command(project, 'add', '-D', ...missing.tools)] : []),
  ]
  return { commands, isComplete: missing.packages.length + missing.tools.length === 0 }
}

/**
 * What is missing of the packages and tools that are needed, and what the app has in a version that
 * this package does not take: npm would stop, whether the app needs it here or not.
 */
function missingPackages(project: Project, needed: Needs): Needs {
  const has = (name: string) => {
    const [, bare = name, version] = /^(.+)@(.+)$/.exec(name) ?? []
    const range = project.dependencies[bare]
    return range !== undefined && (version === undefined || overlaps(range, version))
  }
  const old = untriedVersions(project).map(({ name }) => name)
  const packages = needed.packages.filter((name) => !has(name)).concat(old)
  const tools = needed.tools.filter((name) => !has(name))
  // Prisma's own command and its client go together.
  if (packages.includes('@prisma/client') && has('prisma')) tools.push('prisma')
  // A kit that is there comes along with the ORM.
  const own = project.dependencies['drizzle-kit']
  if (own !== undefined && packages.includes('drizzle-orm') && !overlaps(own, kitRange)) {
    tools.push('drizzle-kit')
  }
  const version = drizzle1(project)
  const installed = (name: string) => {
    // A kit of 1.0 reads no other Drizzle ORM than its own.
    if (version !== undefined && /^drizzle-(orm|kit)$/.test(name)) return `${name}@${version}`
    return name === 'drizzle-kit' ? kit : inVersion(name)
  }
  return { packages: packages.map(installed), tools: tools.map(installed) }
}

/** `lucia@2`: the newest that this package takes, in words that every shell takes as they are. */
function inVersion(name: string): string {
  const alternatives = peers[name]?.split('||').map((one) => one.trim()) ?? []
  // Not one of a version to come.
  const last = alternatives.filter((one) => !one.includes('-')).at(-1) ?? ''
  const [, major, minor] = /^\^(\d+)\.?(\d+)?/.exec(last) ?? []
  if (major !== undefined) return `${name}@${major === '0' ? `0.${minor}` : major}`
  // From there to the next major version is a step of its own.
  if (/^(@prisma\/client|prisma)$/.test(name)) return `${name}@5`
  if (name === 'better-sqlite3' && Number(process.versions.node.split('.')[0]) < 22) {
    return `${name}@12`
  }
  return Object.hasOwn(peers, name) ? `${name}@latest` : name
}
