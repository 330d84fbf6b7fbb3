import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { textOfFile } from '../project/project.ts'

/** What a variable of the environment or of a file for it holds. */
export async function variableValue(name: string): Promise<string | undefined> {
  for (const file of ['', '.env', '.env.local', '.dev.vars', 'prisma/.env']) {
    const text = file === '' ? undefined : await textOfFile(resolve(file))
    const value = file === '' ? process.env[name] : text && parseEnv(text)[name]
    if (value) return value
  }
  return undefined
}
