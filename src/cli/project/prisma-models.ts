import { type PrismaClient, propertyOf } from '../../internal/prisma/client.ts'
import { linesOf, readModel, wordsOf } from '../../internal/prisma/schema-text.ts'
import { columnOf, PrismaTable } from '../../internal/prisma/table.ts'
import { luciaNames, parts, type TableNames } from '../../internal/schema/names.ts'
import { Failure } from '../failure.ts'
import type { AppFiles } from './app-files.ts'
import { literalOf } from './constants.ts'
import { importedCalls } from './imports.ts'
import { fileOf, type PrismaProject } from './prisma.ts'

/** The models of users, sessions and keys, by what Lucia keeps in them. */
export type AuthModels = Record<keyof TableNames, PrismaTable>

/** The fields that need an index. */
const indexed = [
  ['session', 'userId'],
  ['session', 'idleExpires'],
  ['key', 'userId'],
] as const

/**
 * The models' names on the client that an app gives to `createAuth()`, or to Lucia's own adapter;
 * undefined where it calls neither.
 */
export function namedModels({ sources }: AppFiles): Partial<TableNames> | undefined {
  for (const { source, call, module, name } of importedCalls(sources)) {
    const isLucias = module === '@lucia-auth/adapter-prisma' && name === 'prisma'
    const isOwn = /^lucia-setup\/prisma(\/edge)?$/.test(module) && name === 'createAuth'
    if (!isLucias && !isOwn) continue
    const [, argument] = call.arguments
    const given = Object(argument && literalOf({ source, node: argument }))
    const names = Object.entries(Object(isLucias ? given : given.models))
    return Object.fromEntries(names.filter(([, value]) => typeof value === 'string'))
  }
  return undefined
}

/** Finds the models in the schema. Throws a `Failure` for one that is missing, or does not do. */
export function authModels(prisma: PrismaProject, names: Partial<TableNames>): AuthModels {
  const client = {
    _runtimeDataModel: { models: prisma.models },
    _engineConfig: { inlineSchema: prisma.text },
  } as unknown as PrismaClient
  const found = parts.map((part) => {
    const name = names[part] ?? part
    const all = Object.keys(prisma.models)
    const model = all.find((other) => propertyOf(other) === propertyOf(name))
    if (model === undefined) {
      const file = prisma.files[0]?.path
      throw new Failure(
        `${file} has no model for "${name}": it has ${all.map(propertyOf).join(', ') || 'none'}. Name yours in createAuth(prisma, { models })`,
      )
    }
    try {
      return [part, new PrismaTable(client, part, model)]
    } catch (error) {
      throw new Failure(`${fileOf(prisma, model)}: ${(error as Error).message}`, { cause: error })
    }
  })
  return Object.fromEntries(found)
}

/** A line for a model, and where it goes. */
export interface ModelLine {
  /** The table and the column that it is about, as `check` names them. */
  subject: string
  /** What the model lacks, in Prisma's words. */
  line: string
  model: string
  file: string
}

/** The indexes that the models lack. */
export function missingIndexLines(prisma: PrismaProject, models: AuthModels): ModelLine[] {
  return indexed.flatMap(([part, property]) => {
    const table = models[part]
    const field = table.own[luciaNames[part][property] ?? '']
    const isIndexed = indexesIn(prisma.text, table.model).some(([first]) => first === field?.name)
    if (!field || isIndexed) return []
    return {
      subject: `${table.name}.${columnOf(field)}`,
      line: `@@index([${field.name}])`,
      model: table.model,
      file: fileOf(prisma, table.model),
    }
  })
}

/** The fields of a model that are indexed: a unique key or an id is as good as an index. */
function indexesIn(text: string, model: string): string[][] {
  const keys = readModel(text, model).keys.map(({ fields }) => fields)
  const indexes = linesOf(text, `model ${model}`).flatMap((line) => {
    const [, list] = /@@index\s*\((?:fields:\s*)?\[(.*?)\]/.exec(line) ?? []
    return list === undefined ? [] : [wordsOf(list)]
  })
  return [...keys, ...indexes]
}
