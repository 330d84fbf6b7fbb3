import { parts } from '../../internal/schema/names.ts'
import type { TableArgs } from '../arguments.ts'
import { dialectNamed } from '../drivers/dialect.ts'
import { AppFiles } from '../project/app-files.ts'
import { type PrismaProject, readPrisma } from '../project/prisma.ts'
import { type AuthModels, authModels, namedModels } from '../project/prisma-models.ts'

/** Prisma in a project whose models are Lucia's tables. */
export interface PrismaCheck {
  prisma: PrismaProject
  models: AuthModels
}

/**
 * The models of the project, where Lucia works on them: the app's code says so, or they have the
 * names of Lucia's documentation. Arguments that name tables have the say.
 */
export async function prismaCheck(args: TableArgs): Promise<PrismaCheck | undefined> {
  if (args.schema !== undefined || args['table-names'] !== undefined) return undefined
  const folder = process.cwd()
  const prisma = await readPrisma(folder)
  if (!prisma || !dialectNamed(prisma.provider ?? '')) return undefined
  const names = namedModels(await AppFiles.read(folder, {}))
  const all = Object.keys(prisma.models).map((name) => name.toLowerCase())
  if (!names && !parts.every((part) => all.includes(part))) return undefined
  return { prisma, models: authModels(prisma, names ?? {}) }
}
