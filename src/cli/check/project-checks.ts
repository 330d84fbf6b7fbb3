import { findInstalled } from '../project/installed.ts'
import { command } from '../project/package-command.ts'
import { untriedVersions } from '../project/peers.ts'
import type { Project } from '../project/project.ts'
import { type Environment, hasNodeCompat, nodejsDate } from '../project/wrangler.ts'
import { type Finding, fault } from '../tables/finding.ts'

/** What is wrong with the project: its versions, its copies of Lucia, its Worker's flags. */
export function projectFindings(project: Project): Finding[] {
  return [...untriedFindings(project), ...secondCopies(project), ...missingFlags(project)]
}

function untriedFindings(project: Project): Finding[] {
  return untriedVersions(project).flatMap(({ name, range, version }) => {
    if (version === undefined) return []
    const why = `lucia-setup is tried with ${range} only`
    const cure = command(project, 'add', `"${name}@${range}"`)
    return fault('untried-version', name, `is installed in version ${version}`, why, cure)
  })
}

/** Packages that bring a Lucia of their own along throw errors that the app's Lucia does not know. */
function secondCopies({ folder, dependencies, packageManager }: Project): Finding[] {
  const own = findInstalled(folder, 'lucia')
  return Object.keys(dependencies).flatMap((name) => {
    const mayHave = /^(lucia-setup$|@lucia-auth\/)/.test(name)
    const user = mayHave ? findInstalled(folder, name) : undefined
    const theirs = user && findInstalled(user.folder, 'lucia')
    if (!own || !theirs || theirs.folder === own.folder) return []
    const what = `has a lucia of its own, ${theirs.version} beside ${own.version}`
    const why = 'error instanceof LuciaError is false for the errors of the other copy'
    const cure = `${packageManager.split('@')[0]} dedupe; if two stay, give both the same range`
    return fault('two-copies', name, what, why, cure)
  })
}

/** Flags of the Worker, and of its environments that have others. */
function missingFlags({ wrangler }: Project): Finding[] {
  if (!wrangler) return []
  const ofWorker = whatIsMissing(wrangler)
  return [wrangler, ...wrangler.environments].flatMap((environment) => {
    const isWorker = environment === wrangler
    const what = whatIsMissing(environment)
    if (!what || (what === ofWorker && !isWorker)) return []
    const subject = isWorker ? wrangler.file : `${wrangler.file} env.${environment.name}`
    const why = 'passwords are then hashed in JavaScript, at one and a half times the CPU time'
    const cure = `compatibility_flags ["nodejs_compat"] and a compatibility_date from ${nodejsDate} on`
    return fault('missing-flag', subject, what, why, cure)
  })
}

function whatIsMissing(environment: Environment): string | undefined {
  if (!hasNodeCompat(environment)) return 'lacks the compatibility flag nodejs_compat'
  const { compatibilityDate = '' } = environment
  return compatibilityDate < nodejsDate
    ? `has a compatibility date before ${nodejsDate}`
    : undefined
}
