import { join } from 'node:path'
import { run, tsc7 } from '../../../package/run.ts'

// One program after the other, in one process: they have the packages in common.
const flags = ['--build', '--force', '--pretty', 'false', '--builders', '1', '--singleThreaded']

/** What TypeScript says of apps in folders side by side: the file, the code and the message. */
export async function typeErrors(beside: string, folders: string[]): Promise<string[][]> {
  const projects = folders.map((folder) => join(folder, 'tsconfig.json'))
  const { stdout } = await run(beside, 'node', tsc7, ...flags, ...projects)
  const lines = stdout.trim() === '' ? [] : stdout.trim().split(/\n(?!\s)/)
  const errors = folders.map((folder) => {
    const start = `${folder.slice(beside.length + 1)}/`
    return lines.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length))
  })
  const others = lines.length - errors.flat().length
  if (others > 0) throw new Error(`TypeScript says what is of no app:\n${stdout}`)
  return errors.map((found) => found.map((line) => line.replace(/\(\d+,\d+\): error /, ': ')))
}
