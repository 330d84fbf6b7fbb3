#!/usr/bin/env node
import { type ArgsDef, type CommandDef, defineCommand, runCommand, showUsage } from 'citty'
import { Failure } from './failure.ts'

const subCommands = {
  init: () => import('./init/command.ts').then((module) => module.init),
  sql: () => import('./sql/command.ts').then((module) => module.sql),
  check: () => import('./check/command.ts').then((module) => module.check),
}

const main = defineCommand({
  meta: { name: 'lucia-setup', description: 'Sets up Lucia v2 in an existing project' },
  subCommands,
})

async function run(args: string[]): Promise<void> {
  try {
    const [name = ''] = args
    const command = Object.hasOwn(subCommands, name)
      ? ((await subCommands[name as keyof typeof subCommands]()) as CommandDef)
      : undefined
    if (args.length === 0 || args.includes('--help')) {
      return await (command ? showUsage(command, main as CommandDef) : showUsage(main))
    }
    if (command) assertFlags(command, args)
    await runCommand(main, { rawArgs: args })
  } catch (error) {
    const isExpected = error instanceof Failure || (error as Error).name === 'CLIError'
    console.error(isExpected ? (error as Error).message : `Unexpected: ${error}`)
    if (args.includes('--debug')) console.error(error)
    process.exitCode = 2
  }
}

/** Throws a `Failure` for a flag that a command does not have, which would be ignored otherwise. */
function assertFlags(command: CommandDef, args: string[]): void {
  const known = [...new Set([...Object.keys((command.args ?? {}) as ArgsDef), 'debug'])]
  for (const arg of args) {
    const [, flag] = /^--([^=]+)/.exec(arg) ?? []
    if (flag !== undefined && !known.includes(flag)) {
      throw new Failure(`There is no flag --${flag}. The flags are --${known.join(', --')}`)
    }
  }
}

await run(process.argv.slice(2))
