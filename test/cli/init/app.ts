import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import { type Outcome, root, run, runTool, runWell } from '../../package/run.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url))

/** A folder in which apps find this package as it would be published, and this project's other packages. */
export interface Workplace {
  folder: string
  /** Makes an app of a fixture, or an empty one. */
  app(fixture?: string): Promise<App>
  remove(): Promise<void>
}

/** Installs what was packed, without asking a registry. */
export async function workplace(): Promise<Workplace> {
  const folder = await temporaryFolder()
  const modules = join(folder, 'node_modules')
  await mkdir(join(modules, 'lucia-setup'), { recursive: true })
  const into = ['-C', join(modules, 'lucia-setup'), '--strip-components=1']
  await runWell(folder, 'tar', '-xzf', inject('packed').tarball, ...into)
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (name !== 'lucia-setup') await symlink(join(root, 'node_modules', name), join(modules, name))
  }
  let apps = 0
  return {
    folder,
    async app(fixture) {
      const app = join(folder, `app-${++apps}`)
      if (fixture) await cp(join(fixtures, fixture), app, { recursive: true })
      else await mkdir(app)
      return new App(app, join(modules, 'lucia-setup/dist/cli/main.js'))
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** An app in a folder of its own. */
export class App {
  constructor(
    readonly folder: string,
    readonly cli: string,
  ) {}

  /** Runs `lucia-setup init` in the app, without a terminal. */
  init(...flags: string[]): Promise<Outcome> {
    return run(this.folder, process.execPath, this.cli, 'init', ...flags)
  }

  /** Runs a tool that the app has installed, which must succeed. */
  async tool(name: string, ...args: string[]): Promise<string> {
    const { code, output } = await runTool(this.folder, name, ...args)
    if (code !== 0) throw new Error(`${name} ${args.join(' ')} exits with ${code}:\n${output}`)
    return output
  }

  read(path: string): Promise<string> {
    return readFile(join(this.folder, path), 'utf8')
  }

  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.folder, path)), { recursive: true })
    await writeFile(join(this.folder, path), text)
  }

  /** Changes a file of the app, which must have the text that is replaced. */
  async replace(path: string, from: string, to: string): Promise<void> {
    const text = await this.read(path)
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`)
    await this.write(path, text.replace(from, to))
  }

  /** Writes the routes of the tests, which use what `init` has written. */
  async addRoutes(path: string, auth: string): Promise<void> {
    const routes = await readFile(join(fixtures, 'routes.ts'), 'utf8')
    await this.write(path, routes.replace('./auth', auth))
  }

  /** All files with their texts, by path. */
  async files(): Promise<Record<string, string>> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true })
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.folder.length + 1))
    const files = paths.sort().map(async (path) => [path, await this.read(path)] as const)
    return Object.fromEntries(await Promise.all(files))
  }
}
