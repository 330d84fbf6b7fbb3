import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Outcome, root, run } from '../package/run.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** A project of its own outside of this one, with the built command. */
export interface App {
  folder: string
  /** Runs `lucia-setup` in the project. */
  command(...args: string[]): Promise<Outcome>
  write(file: string, text: string): Promise<void>
  remove(): Promise<void>
}

/** Makes a project that has packages of this one's dependencies, and nothing else. */
export function createApp(...packages: string[]): Promise<App> {
  return createAppOn('node', ...packages)
}

/** The same, whose command another runtime runs. */
export async function createAppOn(runtime: string, ...packages: string[]): Promise<App> {
  const folder = await temporaryFolder()
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  await write('package.json', '{ "private": true, "type": "module" }')
  await link(folder, 'lucia-setup', root)
  for (const name of ['lucia', 'drizzle-orm', ...packages]) {
    await link(folder, name, join(root, 'node_modules', name))
  }
  return {
    folder,
    write,
    command: (...args) => run(folder, runtime, join(root, 'dist/cli/main.js'), ...args),
    remove: () => rm(folder, { recursive: true }),
  }
}

async function link(folder: string, name: string, target: string): Promise<void> {
  const path = join(folder, 'node_modules', name)
  await mkdir(dirname(path), { recursive: true })
  await symlink(target, path)
}
