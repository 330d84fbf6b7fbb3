import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The project's own folder. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url))

export interface Outcome {
  /** The exit code. */
  code: number
  /** What was written to standard output. */
  stdout: string
  /** All that was written. */
  output: string
}

/** Runs a command to its end in a folder, whatever it exits with. */
export function run(folder: string, command: string, ...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: environment(), maxBuffer: 64 * 1024 * 1024 }
    execFile(command, args, options, (error, stdout, stderr) => {
      const code = error ? Number(error.code ?? 1) : 0
      resolve({ code, stdout, output: stdout + stderr })
    })
  })
}

/** The same for a command that must succeed; resolves to its standard output. */
export async function runWell(folder: string, command: string, ...args: string[]): Promise<string> {
  const { code, stdout, output } = await run(folder, command, ...args)
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} exits with ${code}:\n${output}`)
  return stdout
}

/** Runs a tool of this project's own dependencies. */
export function runTool(folder: string, tool: string, ...args: string[]): Promise<Outcome> {
  return run(folder, `${root}/node_modules/.bin/${tool}`, ...args)
}

/** npm tells the scripts that it runs which package they belong to, which is not the one here. */
function environment(): NodeJS.ProcessEnv {
  const own = /^(npm_package_|npm_lifecycle_|npm_config_local_prefix|INIT_CWD)/
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name))
  return { ...Object.fromEntries(kept), NO_COLOR: '1', FORCE_COLOR: '0' }
}
