#!/usr/bin/env node
import { defineCommand, runCommand, showUsage } from 'citty'
import { Failure } from './failure.ts'

const main = defineCommand({
  meta: { name: 'lucia-setup', description: 'Sets up Lucia v2 in an existing project' },
  subCommands: {
    sql: () => import('./sql.ts').then((module) => module.sql),
    check: () => import('./check.ts').then((module) => module.check),
  },
})

async function run(args: string[]): Promise<void> {
  if (args.length === 0 || args.includes('--help')) return showUsage(main)
  try {
    await runCommand(main, { rawArgs: args })
  } catch (error) {
    const isExpected = error instanceof Failure || (error as Error).name === 'CLIError'
    console.error(isExpected ? (error as Error).message : `Unexpected: ${error}`)
    if (args.includes('--debug')) console.error(error)
    process.exitCode = 2
  }
}

await run(process.argv.slice(2))
