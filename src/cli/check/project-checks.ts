import { findInstalled } from '../project/installed.ts'
import { command } from '../project/package-command.ts'
import { untriedVersions } from '../project/peers.ts'
import type { Project } from '../project/project.ts'
import type { Environment } from '../project/wrangler.ts'
import type { Finding } from '../tables/finding.ts'

/** From this date on, the flag brings the module that hashes passwords. */
const nodeModulesDate = '2024-09-23'

/** What is wrong with the project: its versions, its copies of Lucia, its Worker's flags. */
export async function projectFindings(project: Project): Promise<Finding[]> {
  return [
    ...(await untriedFindings(project)),
    ...(await secondCopies(project)),
    ...missingFlags(project),
  ]
}

async function untriedFindings(project: Project): Promise<Finding[]> {
  const untried = await untriedVersions(project)
  return untried.flatMap(({ name, range, version }): Finding[] =>
    version === undefined
      ? []
      : [
          {
            code: 'untried-version',
            severity: 'fault',
            subject: name,
            what: `is installed in version ${version}`,
            why: `lucia-setup is tried with ${range} only`,
            cure: command(project, 'add', `"${name}@${range}"`),
          },
        ],
  )
}

/** Packages that bring a Lucia of their own along throw errors that the app's Lucia does not know. */
async function secondCopies({ folder, dependencies, packageManager }: Project): Promise<Finding[]> {
  const own = await findInstalled(folder, 'lucia')
  const users = Object.keys(dependencies).filter((name) =>
    /^(lucia-setup$|@lucia-auth\/)/.test(name),
  )
  const findings: Finding[] = []
  for (const name of users) {
    const user = await findInstalled(folder, name)
    const theirs = user && (await findInstalled(user.folder, 'lucia'))
    if (!own || !theirs || theirs.folder === own.folder) continue
    findings.push({
      code: 'two-copies',
      severity: 'fault',
      subject: name,
      what: `has a lucia of its own, ${theirs.version} beside ${own.version}`,
      why: 'error instanceof LuciaError is false for the errors of the other copy',
      cure: `${packageManager.split('@')[0]} dedupe; if two stay, give both the same range`,
    })
  }
  return findings
}

/** Flags of the Worker, and of its environments that have others. */
function missingFlags({ wrangler }: Project): Finding[] {
  if (!wrangler) return []
  const own = flagsFinding(wrangler.file, wrangler)
  const ofEnvironments = wrangler.environments.flatMap((environment) => {
    const finding = flagsFinding(`${wrangler.file} env.${environment.name}`, environment)
    return finding?.what === own?.what ? [] : (finding ?? [])
  })
  return [...(own ? [own] : []), ...ofEnvironments]
}

function flagsFinding(subject: string, environment: Environment): Finding | undefined {
  const { compatibilityFlags, compatibilityDate = '' } = environment
  const has = compatibilityFlags.some((flag) => /^nodejs_compat(_v2)?$/.test(flag))
  if (has && compatibilityDate >= nodeModulesDate) return undefined
  return {
    code: 'missing-flag',
    severity: 'fault',
    subject,
    what: has
      ? `has a compatibility date before ${nodeModulesDate}`
      : 'lacks the compatibility flag nodejs_compat',
    why: 'passwords are then hashed in JavaScript, at one and a half times the CPU time',
    cure: `compatibility_flags ["nodejs_compat"] and a compatibility_date from ${nodeModulesDate} on`,
  }
}
