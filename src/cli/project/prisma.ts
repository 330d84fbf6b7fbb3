import { readdir } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import type { Node } from '@babel/types'
import type { PrismaModel } from '../../internal/prisma/client.ts'
import { linesOf, readModel } from '../../internal/prisma/schema-text.ts'
import { findProperty } from './constants.ts'
import { readFirst, textOfFile } from './project.ts'
import { nameOf, nodesIn, parseSource } from './syntax.ts'

/** Prisma in a project: what its schema says, and where that stands. */
export interface PrismaProject {
  /** The whole text; of several files, one after the other. */
  text: string
  /** The files of the schema, by their paths from the project's folder. */
  files: { path: string; text: string }[]
  /** Prisma's name of the database: `postgresql`. */
  provider: string | undefined
  /** The address, where it stands there literally, and the variable that is named for it. */
  url: string | undefined
  variable: string | undefined
  models: Record<string, PrismaModel>
}

const configFiles = ['prisma.config', '.config/prisma'].flatMap((stem) =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((end) => `${stem}.${end}`),
)
const schemaPlaces = ['prisma/schema.prisma', 'schema.prisma', 'prisma/schema', 'prisma']

/** Reads the Prisma schema of a project, where it has one. Nothing of it is run. */
export async function readPrisma(folder: string): Promise<PrismaProject | undefined> {
  const config = await readFirst(folder, configFiles, readConfig)
  const manifest = JSON.parse((await textOfFile(join(folder, 'package.json'))) ?? '{}')
  const named = config?.schema ?? manifest.prisma?.schema
  for (const place of named === undefined ? schemaPlaces : [named]) {
    const files = await filesAt(folder, place)
    if (files.length === 0) continue
    const schema = readSchema(files.map(({ text }) => text).join('\n'))
    const { url, variable } = config?.url || config?.variable ? config : schema
    return { ...schema, url, variable, files }
  }
  return undefined
}

/** Reads a schema as far as it is about models. */
function readSchema(text: string): Omit<PrismaProject, 'files'> {
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

/** The file of the schema that a model stands in. */
export function fileOf({ files }: PrismaProject, model: string): string {
  const stands = new RegExp(`^\\s*model\\s+${model}\\s*\\{`, 'm')
  return (files.find(({ text }) => stands.test(text)) ?? files[0])?.path ?? 'schema.prisma'
}

/** A file, or all files of a folder. */
async function filesAt(folder: string, place: string): Promise<PrismaProject['files']> {
  const path = join(folder, place)
  const names = await readdir(path, { recursive: true }).catch(() => undefined)
  const paths = names?.filter((name) => name.endsWith('.prisma')).map((name) => join(path, name))
  const files: PrismaProject['files'] = []
  for (const file of (paths ?? [path]).sort()) {
    const text = await textOfFile(file)
    if (text !== undefined) files.push({ path: relative(folder, file), text })
  }
  return files
}

function readConfig(file: string, text: string) {
  const source = parseSource(file, text)
  if (!source) return undefined
  const schema = literalIn(findProperty(source, 'schema'))
  const path = schema === undefined ? undefined : join(dirname(file), schema)
  return { schema: path, ...addressIn(findProperty(source, 'url')) }
}

/** The last text in an expression: that of `path.join('prisma', 'schema.prisma')` is joined. */
function literalIn(node: Node | undefined): string | undefined {
  const texts = node ? [...nodesIn(node)].filter((one) => one.type === 'StringLiteral') : []
  return texts.length > 0 ? texts.map(({ value }) => value).join('/') : undefined
}

/** `env('DATABASE_URL')`, `process.env.DATABASE_URL`, or the address itself. */
function addressIn(node: Node | undefined): Pick<PrismaProject, 'url' | 'variable'> {
  for (const part of node ? nodesIn(node) : []) {
    if (part.type === 'CallExpression' && nameOf(part.callee) === 'env') {
      return { url: undefined, variable: literalIn(part.arguments[0]) }
    }
    if (part.type !== 'MemberExpression' || part.object.type !== 'MemberExpression') continue
    const isEnvironment = nameOf(part.object.property) === 'env'
    if (isEnvironment) return { url: undefined, variable: nameOf(part.property) }
  }
  return { url: literalIn(node), variable: undefined }
}
