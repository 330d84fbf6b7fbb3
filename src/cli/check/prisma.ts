import { columnOf } from '../../internal/prisma/table.ts'
import { parts } from '../../internal/schema/names.ts'
import type { TableArgs } from '../arguments.ts'
import { dialectNamed } from '../drivers/dialect.ts'
import { AppFiles } from '../project/app-files.ts'
import { fileOf, type PrismaProject, readPrisma } from '../project/prisma.ts'
import {
  type AuthModels,
  authModels,
  missingIndexLines,
  namedModels,
} from '../project/prisma-models.ts'
import { type Finding, fault } from '../tables/finding.ts'

const migrate = 'npx prisma migrate dev'

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

/** What the models lack, whatever the database has, and that the database was not read. */
export function modelFindings({ prisma, models }: PrismaCheck): Finding[] {
  const why = 'what looks for it reads the whole table'
  const lacking = missingIndexLines(prisma, models).map(({ subject, line, model, file }) => {
    const cure = `${line} in model ${model} of ${file}, then ${migrate}`
    return fault('missing-index', subject, 'has no index', why, cure)
  })
  return [
    ...lacking,
    {
      code: 'unread-database',
      severity: 'note',
      subject: prisma.files[0]?.path ?? '',
      what: 'alone was read',
      why: 'the project has no address or no driver but Prisma itself',
      cure: 'npx prisma migrate status says whether the database has what the models say',
    },
  ]
}

/** A finding with its cure in Prisma's words: what it did not write itself, it calls drift. */
export function inPrismasWords(check: PrismaCheck, finding: Finding): Finding {
  const { prisma, models } = check
  const { code, subject, cure } = finding
  const part = parts.find((one) => subject.split('.')[0] === models[one].name)
  if (part === undefined) return finding
  const { model, own, name } = models[part]
  const field = Object.values(own).find((one) => subject === `${name}.${columnOf(one)}`)
  const at = `in model ${model} of ${fileOf(prisma, model)}, then ${migrate}`
  const lines = missingIndexLines(prisma, models)
  const line = lines.find((one) => one.subject === subject)?.line
  const [, length = '255'] = /\((\d+)\)/.exec(cure) ?? []
  const cures: Partial<Record<Finding['code'], string>> = {
    'missing-table': migrate,
    'missing-column': migrate,
    'not-unique': migrate,
    'missing-index': line ? `${line} ${at}` : migrate,
    'wrong-type': `${field?.name} ${field?.type} ${at}`,
    'too-short': `@db.VarChar(${length}) on ${field?.name} ${at}`,
    // Prisma's models say nothing of collations.
    'ignores-case': `in the file of ${migrate} --create-only: ${cure}`,
  }
  return { ...finding, cure: cures[code] ?? cure }
}
