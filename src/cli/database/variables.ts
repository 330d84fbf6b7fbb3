import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { textOfFile } from '../project/project.ts'

/** What a variable of the environment or of a file for it holds. */
export async function variableValue(name: string): Promise<string | undefined> {
  let value = process.env[name]
  for (const file of ['.env', '.env.local', '.dev.vars', 'prisma/.env']) {
    value ||= parseEnv((await textOfFile(resolve(file))) ?? '')[name]
  }
  return value || undefined
}
