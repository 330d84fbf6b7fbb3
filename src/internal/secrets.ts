import { isObject } from './handle.ts'

/**
 * The properties of a driver's error that may be text or objects: names, codes and messages. All
 * others go, since they may hold the statement, its parameters or rows.
 */
const kept =
  /^(?:name|message|stack|cause|errors|code|errno|detail|hint|severity(?:_local)?|routine|file|line|(?:internal_?)?position|(?:schema|table|column|constraint)(?:_name)?|data(?:Type| type_name)|index|columns|sqlState|sqlMessage|errstr|extendedCode|syscall|address|hostname|kind|type|proto|meta|modelName|(?:model|field|relation)_name|target|fields|clientVersion|errorCode|driverAdapterError|originalCode|originalMessage|database_error)$/i

/** Parts of messages that quote a row or parameters; hashes, and ids as Lucia makes them. */
const quotations: [pattern: RegExp, replacement: string][] = [
  [/(entry ').*(' for key)/gs, '$1***$2'],
  [/(BindVars: \{).*\}/gs, '$1***}'],
  [/(detail: Some\(").*?("\), column)/gs, '$1***$2'],
  [/\bs2:\w+:\w+|\b\w{16}:\w{128}\b|\$\w+\$[\w$.,=+/-]{20,}|\b[a-z0-9]{40}\b/g, '***'],
]

/**
 * An error as the app may see it: with its class, its codes and what it says, and without the
 * secrets, in its causes neither. It is the same object, unless it cannot be changed.
 */
export function withoutSecrets(thrown: unknown, secrets: readonly string[]): unknown {
  const done = new Map<unknown, unknown>()

  function clean(value: unknown): unknown {
    if (typeof value === 'string') return cleanText(value, secrets)
    if (!isObject(value)) return value
    const known = done.get(value)
    if (known !== undefined) return known
    const target = replacementOf(value)
    done.set(value, target)
    if (Array.isArray(value)) Object.assign(target, value.map(clean))
    else for (const key of keysOf(value)) copy(value, target, key)
    return target
  }

  function copy(from: object, to: object, key: PropertyKey): void {
    const before = read(from, key)
    const isSimple = typeof before !== 'string' && (typeof before !== 'object' || before === null)
    let after = isSimple || (typeof key === 'string' && kept.test(key)) ? clean(before) : undefined
    if (key === 'detail' && typeof after === 'string') after = withoutRow(after, read(from, 'code'))
    if (from === to && after === before) return
    const { enumerable = false } = Object.getOwnPropertyDescriptor(from, key) ?? {}
    Object.defineProperty(to, key, {
      value: after,
      enumerable: enumerable && after !== undefined,
      writable: true,
      configurable: true,
    })
  }

  return clean(thrown)
}

function cleanText(text: string, secrets: readonly string[]): string {
  const hidden = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
  return quotations.reduce(
    (rest, [pattern, replacement]) => rest.replace(pattern, replacement),
    hidden.reduce(hide, text),
  )
}

/** Hides a secret, and one that is cut off in the middle. A mere word would stand in any message. */
function hide(text: string, secret: string): string {
  if (/^(?:.{0,3}|[a-z]{0,15})$/is.test(secret)) return text
  const [head, tail] = [secret.slice(0, 16), secret.slice(16)]
  const [first, ...parts] = text.split(head)
  const rests = parts.map((part) => {
    let length = 0
    while (length < tail.length && part[length] === tail[length]) length++
    return part.slice(length)
  })
  return [first, ...rests].join('***')
}

/** PostgreSQL's detail without the values: `Key (email)=(***) already exists`. */
function withoutRow(detail: string, code: unknown): string {
  const isKey = code === '23503' || code === '23505' || code === '23P01'
  return isKey ? detail.replace(/\)=\(.*\)/s, ')=(***)') : detail.replace(/\(.*\)/s, '(***)')
}

/** What is to hold what is kept: the error itself, or another of its class. */
function replacementOf(value: object): object {
  if (Array.isArray(value)) return []
  const prototype = Object.getPrototypeOf(value)
  if (!(value instanceof Error)) return Object.create(prototype)
  return isChangeable(value) ? value : Object.setPrototypeOf(new Error(), prototype)
}

function isChangeable(value: object): boolean {
  const isOpen = (key: PropertyKey) => Object.getOwnPropertyDescriptor(value, key)?.configurable
  return Object.isExtensible(value) && Reflect.ownKeys(value).every(isOpen)
}

/** The properties of an object, and those that its class computes. */
function keysOf(value: object): Set<PropertyKey> {
  const keys = new Set(Reflect.ownKeys(value))
  let prototype = Object.getPrototypeOf(value)
  while (prototype && prototype !== Object.prototype) {
    const properties = Object.entries(Object.getOwnPropertyDescriptors(prototype))
    for (const [key, { get }] of properties) if (get) keys.add(key)
    prototype = Object.getPrototypeOf(prototype)
  }
  return keys
}

function read(value: object, key: PropertyKey): unknown {
  try {
    return Reflect.get(value, key)
  } catch {
    return undefined
  }
}
