import type { PrismaModel } from '../../internal/prisma/client.ts'

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
  /** The fields of each `@@index`, by the name of the model. */
  indexes: Record<string, string[][]>
}

const fieldLine = /^\s*(\w+)\s+(\w+)(?:\(.*?\))?(?:\[\])?\??(.*)$/

/** Reads a Prisma schema as far as it is about models. */
export function readPrismaSchema(text: string): PrismaSchemaText {
  const blocks = [...withoutComments(text).matchAll(/^\s*(\w+)\s+(\w+)\s*\{(.*?)^\s*\}/gms)]
  const bodies = (kind: string) =>
    blocks.flatMap(([, found, name = '', body = '']) => (found === kind ? [[name, body]] : [])) as [
      string,
      string,
    ][]
  const models = bodies('model')
  const names = models.map(([name]) => name)
  const [source = ''] = bodies('datasource').map(([, body]) => body)
  return {
    text,
    provider: /^\s*provider\s*=\s*"(\w+)"/m.exec(source)?.[1],
    url: /^\s*url\s*=\s*"(.*?)"/m.exec(source)?.[1],
    variable: /^\s*url\s*=\s*env\("(\w+)"\)/m.exec(source)?.[1],
    models: Object.fromEntries(models.map(([name, body]) => [name, readModel(body, names)])),
    indexes: Object.fromEntries(models.map(([name, body]) => [name, indexesIn(body)])),
  }
}

function withoutComments(text: string): string {
  return text.replace(/("(?:\\.|[^"\\\n])*")|\/\/.*$/gm, '$1')
}

function readModel(body: string, models: string[]): PrismaModel {
  const fields = body.split('\n').flatMap((line) => {
    const [, name, type = '', attributes = ''] = fieldLine.exec(line) ?? []
    if (name === undefined) return []
    const isRelation = models.includes(type)
    return {
      ...{ name, type, kind: isRelation ? 'object' : 'scalar' },
      dbName: /@map\((?:name:\s*)?"(.*?)"\)/.exec(attributes)?.[1] ?? null,
      relationName: isRelation ? type : null,
    }
  })
  const ofBlock = (attribute: string) =>
    new RegExp(`^\\s*@@${attribute}\\((?:name:\\s*)?"(.*?)"\\)`, 'm').exec(body)?.[1] ?? null
  return { fields, dbName: ofBlock('map'), schema: ofBlock('schema') }
}

/** What is indexed: a unique key or an id is as good as an index. */
function indexesIn(body: string): string[][] {
  const blocks = [...body.matchAll(/@@(?:index|unique|id)\s*\((?:fields:\s*)?\[(.*?)\]/g)]
  const ofBlocks = blocks.map(([, list = '']) => list.replace(/\(.*?\)/g, '').match(/\w+/g) ?? [])
  const lines = body.split('\n').filter((line) => /(?<!@)@(id|unique)\b/.test(line))
  return [...ofBlocks, ...lines.map((line) => line.match(/\w+/g)?.slice(0, 1) ?? [])]
}
