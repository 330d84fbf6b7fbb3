#!/usr/bin/env node
import { stripVTControlCharacters } from 'node:util'
import { type ArgsDef, type CommandDef, defineCommand, renderUsage, runCommand } from 'citty'
import { version } from '../../package.json'
import { Failure } from './failure.ts'

const subCommands = {
  init: () => import('./init/command.ts').then((module) => module.init),
  sql: () => import('./sql/command.ts').then((module) => module.sql),
  check: () => import('./check/command.ts').then((module) => module.check),
}

const main = defineCommand({
  meta: { name: 'lucia-setup', version, description: 'Sets up Lucia v2 in an existing project' },
  subCommands,
})

const asksForHelp = (arg: string | undefined) => arg === '--help' || arg === '-h'

async function run(given: string[]): Promise<void> {
  try {
    const args = inFolder(given)
    const [first, second] = args
    if (first === '--version' || first === '-v') return console.log(version)
    const name = first === 'help' ? second : first
    const command = await commandOf(name)
    const isHelp = first === undefined || first === 'help' || args.some(asksForHelp)
    if (isHelp && (command || name === undefined || asksForHelp(name))) return await help(command)
    if (command) assertFlags(command, args)
    await runCommand(main, { rawArgs: first === 'help' ? args.slice(1) : args })
  } catch (error) {
    const isExpected = error instanceof Failure || (error as Error).name === 'CLIError'
    console.error(isExpected ? plainly((error as Error).message) : `Unexpected: ${error}`)
    if (given.includes('--debug')) console.error(error)
    process.exitCode = 2
  }
}

/** Goes to the folder of `--cwd`; the other arguments are left. */
function inFolder(given: string[]): string[] {
  const at = given.findIndex((arg) => /^(-C|--cwd(=.*)?)$/.test(arg))
  if (at < 0) return given
  const [flag = '', next] = given.slice(at)
  const isInline = flag.includes('=')
  const folder = isInline ? flag.slice('--cwd='.length) : next
  if (!folder) throw new Failure('--cwd needs a folder')
  try {
    process.chdir(folder)
  } catch (cause) {
    throw new Failure(`--cwd: there is no folder ${folder}`, { cause })
  }
  return [...given.slice(0, at), ...given.slice(at + (isInline ? 1 : 2))]
}

async function commandOf(name: string | undefined): Promise<CommandDef | undefined> {
  if (name === undefined || !Object.hasOwn(subCommands, name)) return undefined
  return (await subCommands[name as keyof typeof subCommands]()) as CommandDef
}

async function help(command: CommandDef | undefined): Promise<void> {
  const usage = await (command ? renderUsage(command, main as CommandDef) : renderUsage(main))
  console.log(plainly(usage))
}

/** Colours are for terminals. */
function plainly(text: string): string {
  const isColoured = process.stdout.isTTY && !process.env.NO_COLOR
  return isColoured ? text : stripVTControlCharacters(text)
}

/** Throws a `Failure` for a flag that a command does not have, which would be ignored otherwise. */
function assertFlags(command: CommandDef, args: string[]): void {
  const known = Object.keys((command.args ?? {}) as ArgsDef)
  for (const arg of args) {
    const [flag, name = ''] = /^--([^=]*)|^-[A-Za-z].*/s.exec(arg) ?? []
    if (flag === undefined || known.includes(name)) continue
    throw new Failure(`There is no flag ${flag}. The flags are --${known.join(', --')}`)
  }
}

await run(process.argv.slice(2))
