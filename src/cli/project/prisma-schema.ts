import type { PrismaModel } from '../../internal/prisma/client.ts'
import { linesOf, readModel, wordsOf } from '../../internal/prisma/schema-text.ts'

/** What a Prisma schema says of itself. */
export interface PrismaSchemaText {
  /** The whole text; of several files, one after the other. */
  text: string
  /** Prisma's name of the database: `postgresql`. */
  provider: string | undefined
  /** The address, where the schema has it literally, and the variable that it names. */
  url: string | undefined
  variable: string | undefined
  models: Record<string, PrismaModel>
}

/** Reads a Prisma schema as far as it is about models. */
export function readPrismaSchema(text: string): PrismaSchemaText {
  const names = namesOf('model', text)
  const [database = ''] = namesOf('datasource', text)
  const source = linesOf(text, `datasource ${database}`).join('\n')
  return {
    text,
    provider: /^\s*provider\s*=\s*"(\w+)"/m.exec(source)?.[1],
    url: /^\s*url\s*=\s*"(.*?)"/m.exec(source)?.[1],
    variable: /^\s*url\s*=\s*env\("(\w+)"\)/m.exec(source)?.[1],
    models: Object.fromEntries(names.map((name) => [name, modelIn(text, name, names)])),
  }
}

/** The names of the blocks of a kind. */
function namesOf(kind: string, text: string): string[] {
  const blocks = text.matchAll(new RegExp(`^\\s*${kind}\\s+(\\w+)\\s*\\{`, 'gm'))
  return [...blocks].map(([, name = '']) => name)
}

/** A model, as a generated client has it. */
function modelIn(text: string, model: string, models: string[]): PrismaModel {
  const body = linesOf(text, `model ${model}`).join('\n')
  const ofBlock = (attribute: string) =>
    new RegExp(`^\\s*@@${attribute}\\((?:name:\\s*)?"(.*?)"\\)`, 'm').exec(body)?.[1] ?? null
  const fields = Object.entries(readModel(text, model).fields)
  return {
    fields: fields.map(([name, { type, attributes }]) => ({
      name,
      type,
      kind: models.includes(type) ? 'object' : 'scalar',
      dbName: /@map\((?:name:\s*)?"(.*?)"\)/.exec(attributes)?.[1] ?? null,
      relationName: models.includes(type) ? type : null,
    })),
    dbName: ofBlock('map'),
    schema: ofBlock('schema'),
  }
}

/** The fields of a model that are indexed: a unique key or an id is as good as an index. */
export function indexesIn(text: string, model: string): string[][] {
  const keys = readModel(text, model).keys.map(({ fields }) => fields)
  const indexes = linesOf(text, `model ${model}`).flatMap((line) => {
    const [, list] = /@@index\s*\((?:fields:\s*)?\[(.*?)\]/.exec(line) ?? []
    return list === undefined ? [] : [wordsOf(list)]
  })
  return [...keys, ...indexes]
}
