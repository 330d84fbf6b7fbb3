import { rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe } from 'vitest'
import { forProjects } from '../install/folder.ts'
import { bundleCases } from './bundle.ts'
import { compilersIn, install, installCompilers } from './consumer.ts'
import { contentCases } from './content.ts'
import { editorCases } from './editor.ts'
import { existingAppCases } from './existing-app.ts'
import { exportCases } from './exports.ts'
import { installCases } from './installs.ts'
import { migrationCases } from './migrations.ts'
import { mistakeCases } from './mistakes.ts'
import { oauthCases } from './oauth.ts'
import { referenceCases } from './reference.ts'
import { root } from './run.ts'

const [folder, packed] = await forProjects()

contentCases(packed)
bundleCases()
exportCases()
editorCases(folder)
mistakeCases()
referenceCases()

describe('installed', () => {
  const compilers = compilersIn(join(folder, 'compilers'))
  const app = join(folder, 'app')

  beforeAll(async () => {
    await installCompilers(join(folder, 'compilers'))
    const driver = ['better-sqlite3', '@types/better-sqlite3']
    const tools = ['drizzle-kit', '@lucia-auth/oauth@3.5']
    await install(app, packed.tarball, 'lucia@2', 'drizzle-orm', ...driver, ...tools)
    // The one that runs here was compiled once.
    await rm(join(app, 'node_modules/better-sqlite3'), { recursive: true })
    await symlink(
      join(root, 'node_modules/better-sqlite3'),
      join(app, 'node_modules/better-sqlite3'),
    )
  })

  installCases(folder, packed, compilers)
  existingAppCases(app, compilers)
  oauthCases(app, compilers)
  migrationCases(app)
})
