import { join } from 'node:path'
import { textOfFile } from '../../project/project.ts'
import { importPath } from '../imports.ts'
import { type FrameworkFiles, type FrameworkParts, newFiles } from './parts.ts'
import { svelteKitRoutes } from './sveltekit-routes.ts'

/** SvelteKit's hook, the types of `locals`, a private page, and pages to sign up, in and out. */
export async function svelteKitFiles(parts: FrameworkParts): Promise<FrameworkFiles> {
  const files = await newFiles(parts, {
    'src/hooks.server.ts': hooksFile(parts),
    ...svelteKitRoutes(parts),
  })
  if (parts.place.language === 'js') return files
  const types = await appTypes(parts)
  return { ...files, ...types, changes: [...files.changes, ...types.changes] }
}

/** How a file in `src` names that with Lucia: there may be no `$lib` yet. */
function authModule({ authPath, place }: FrameworkParts): string {
  return importPath('src/app.ts', authPath, place.extension)
}

function hooksFile(parts: FrameworkParts): string {
  const { answers, ts } = parts
  const isWorker = answers.runsOn === 'workers'
  const name = isWorker ? 'setUpAuth' : 'setUp'
  const kit = ts(`import type { Handle${isWorker ? ', RequestEvent' : ''} } from '@sveltejs/kit'\n`)
  const hook = isWorker
    ? `sessionHandle(({ platform }${ts(': RequestEvent')}) => {
  if (!platform) throw new Error('There is no database while pages are prerendered')
  return setUpAuth(platform.env)
})`
    : 'sessionHandle(() => setUp)'
  return `${kit}import { sessionHandle } from 'lucia-setup/sveltekit'
import { ${name} } from '${authModule(parts)}'

/** Sets \`locals.session\`, \`locals.auth\`, \`locals.authRequest\` and \`locals.db\` for each request. */
export const handle${ts(': Handle')} = ${hook}
`
}

/** The types of `locals` in `src/app.d.ts`, in place of the lines that a new app has there. */
async function appTypes(parts: FrameworkParts): Promise<FrameworkFiles> {
  const { place, answers } = parts
  const path = 'src/app.d.ts'
  const before = await textOfFile(join(place.app.folder, path))
  const isWorker = answers.runsOn === 'workers'
  const name = isWorker ? 'setUpAuth' : 'setUp'
  const more = isWorker ? 'AuthBindings, ' : ''
  const imports = `import type { SessionLocals } from 'lucia-setup/sveltekit'
import type { ${more}${name} } from '${authModule(parts)}'
`
  const factory = isWorker ? 'typeof setUpAuth' : '() => typeof setUp'
  const locals = `interface Locals extends SessionLocals<${factory}> {}`
  const platform = 'interface Platform {\n      env: AuthBindings\n    }'
  const wanted = isWorker ? `${locals}\n    ${platform}` : locals
  if (before === undefined) {
    const after = `${imports}\ndeclare global {\n  namespace App {\n    ${wanted}\n  }\n}\n`
    return { changes: [{ path, before, after }], notes: [], use: [] }
  }
  const emptyLocals = /\/\/ ?interface Locals \{\}|interface Locals \{\s*\}/
  const emptyPlatform = /\/\/ ?interface Platform \{\}|interface Platform \{\s*\}/
  if (!emptyLocals.test(before) || (isWorker && !emptyPlatform.test(before))) {
    const note = `In ${path}, declare in namespace App:\n    ${wanted}\nwith\n${imports}`
    return { changes: [], notes: [note], use: [] }
  }
  const after = `${imports}\n${before.replace(emptyLocals, locals)}`
  const typed = isWorker ? after.replace(emptyPlatform, platform) : after
  return { changes: [{ path, before, after: typed }], notes: [], use: [] }
}
