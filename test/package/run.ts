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
  return runWith({}, folder, command, ...args)
}

/** The same with more in its environment. */
export function runWith(
  more: NodeJS.ProcessEnv,
  folder: string,
  command: string,
  ...args: string[]
): Promise<Outcome> {
  return new Promise((resolve) => {
    const env = { ...environment(), ...more }
    const options = { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 }
    execFile(command, args, options, (error, stdout, stderr) => {
      const code = error ? Number(error.code ?? 1) : 0
      resolve({ code, stdout, output: stdout + stderr })
    })
  })
}

/** The same for a command that must succeed; resolves to its standard output. */
export async function runWell(folder: string, command: string, ...args: string[]): Promise<string> {
  return stdoutOf(await run(folder, command, ...args), command, ...args)
}

/** What a command has written that must have succeeded. */
export function stdoutOf({ code, stdout, output }: Outcome, ...command: string[]): string {
  if (code !== 0) throw new Error(`${command.join(' ')} exits with ${code}:\n${output}`)
  return stdout
}

/** The newest TypeScript, which takes a fraction of the time: for code that is to compile. */
export const tsc7: string = `${root}/node_modules/typescript-7/bin/tsc`

/** An option of Node's, for what makes many objects: it collects them less often. */
export const roomy = '--max-semi-space-size=128'

/** Runs a tool of this project's own dependencies; `tsc` is TypeScript 5.9, and `tsc-7` the newest. */
export function runTool(folder: string, tool: string, ...args: string[]): Promise<Outcome> {
  if (tool === 'tsc') return run(folder, `${root}/node_modules/typescript/bin/tsc`, ...args)
  // Each of its threads would check for itself what they have in common.
  if (tool === 'tsc-7') return run(folder, tsc7, '--singleThreaded', ...args)
  return run(folder, `${root}/node_modules/.bin/${tool}`, ...args)
}

/** npm tells the scripts that it runs which package they belong to, which is not the one here. */
function environment(): NodeJS.ProcessEnv {
  const own = /^(npm_package_|npm_lifecycle_|npm_config_local_prefix|INIT_CWD)/
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name))
  return {
    ...Object.fromEntries(kept),
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    // What versions there are of a package is asked once.
    npm_config_prefer_offline: 'true',
    // Nobody is told of these runs.
    npm_config_update_notifier: 'false',
    ASTRO_TELEMETRY_DISABLED: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    NUXT_TELEMETRY_DISABLED: '1',
    WRANGLER_SEND_METRICS: 'false',
    // Programs in Go (TypeScript 7, esbuild) collect their garbage less often.
    GOGC: '400',
  }
}
