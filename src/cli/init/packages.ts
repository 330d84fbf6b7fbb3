import { drizzle1 } from '../project/kit.ts'
import { overlaps, peers, untriedVersions } from '../project/peers.ts'
import type { Project } from '../project/project.ts'

/** drizzle-kit of before cannot read the Drizzle ORM of today. */
const kit = 'drizzle-kit@0.31'
const kitRange = '>=0.31.0'

/** What an app lacks of packages, as its package manager is told to install them. */
export interface Missing {
  packages: string[]
  tools: string[]
}

/**
 * What is missing of the packages and tools that are needed, and what the app has in a version that
 * this package does not take: npm would stop, whether the app needs it here or not.
 */
export function missingPackages(
  project: Project,
  needed: string[],
  neededTools: string[],
): Missing {
  const has = (name: string) => {
    const [, bare = name, version] = /^(.+)@(.+)$/.exec(name) ?? []
    const range = project.dependencies[bare]
    return range !== undefined && (version === undefined || overlaps(range, version))
  }
  const old = untriedVersions(project).map(({ name }) => name)
  const packages = needed.filter((name) => !has(name)).concat(old)
  const tools = neededTools.filter((name) => !has(name))
  // Prisma's own command and its client go together.
  if (packages.includes('@prisma/client') && has('prisma')) tools.push('prisma')
  // A kit that is there comes along with the ORM.
  const own = project.dependencies['drizzle-kit']
  if (own !== undefined && packages.includes('drizzle-orm') && !overlaps(own, kitRange)) {
    tools.push('drizzle-kit')
  }
  const version = drizzle1(project)
  // A kit of 1.0 reads no other Drizzle ORM than its own.
  const together = (name: string) => version !== undefined && /^drizzle-(orm|kit)$/.test(name)
  return {
    packages: packages.map((name) => (together(name) ? `${name}@${version}` : inVersion(name))),
    tools: tools.map((name) => {
      if (together(name)) return `${name}@${version}`
      return name === 'drizzle-kit' ? kit : inVersion(name)
    }),
  }
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
