import type { Connected, Handle, Opened, ServerHandle } from '../drivers/driver.ts'

type OpenHandle = Pick<Opened, 'handle' | 'close'>

/** A handle whose driver was told to read or write in another way than by default. */
export interface Setting extends Expected {
  driver: string
  setting: string
  createAuth: unknown
  schema: object
  open(): Promise<OpenHandle>
}

export interface Expected {
  /** What is read in another way, since the app has asked for that. */
  shown?: object
  /** What the error at set-up says, where there is no other way. */
  refusal?: RegExp
}

/** A setting of a handle, on a database with the fixture of all modes. */
export function settingOf(
  { name, createAuth, schemas: { modes } }: Handle,
  setting: string,
  open: (schema: object) => Promise<OpenHandle>,
): Setting {
  return { driver: name, setting, createAuth, schema: modes, open: () => open(modes) }
}

/** The same of a handle on a server. */
export function onServer(
  subject: ServerHandle,
  setting: string,
  expected: Expected,
  connect: (url: string) => Promise<Omit<Connected, 'query'>>,
): Setting {
  const inDatabase = settingOf(subject, setting, async (schema) => {
    const { url, drop } = await subject.database(schema)
    const { handle, end } = await connect(url)
    return { handle, close: () => end().then(drop) }
  })
  return { ...inDatabase, ...expected }
}
