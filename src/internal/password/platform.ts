/** What decides how much work and memory a hash takes: `128 * cost * blockSize` bytes. */
export interface ScryptParameters {
  cost: number
  blockSize: number
}

interface PlatformCrypto {
  scrypt?: (
    password: Uint8Array,
    salt: Uint8Array,
    length: number,
    options: { N: number; r: number; p: number; maxmem: number },
    callback: (error: Error | null, key: Uint8Array) => void,
  ) => void
}

interface Platform {
  process?: {
    getBuiltinModule?: (name: string) => PlatformCrypto | undefined
    env?: Record<string, string | undefined>
  }
}

let platformCrypto: PlatformCrypto | undefined

/**
 * The platform's scrypt: of Node from 20.16, Bun, Deno, and workerd with `nodejs_compat`. It is looked
 * up rather than imported, so that the same bundle runs on a Worker without the flag.
 */
export function platformScrypt(): PlatformCrypto['scrypt'] {
  platformCrypto ??= builtinCrypto() ?? {}
  return platformCrypto.scrypt
}

function builtinCrypto(): PlatformCrypto | undefined {
  try {
    return (globalThis as Platform).process?.getBuiltinModule?.('node:crypto')
  } catch {
    return undefined // Next's edge runtime has the function, which throws.
  }
}

/**
 * How many threads Node has for scrypt, files, name look-ups and the like.
 * https://nodejs.org/docs/latest/api/cli.html#uv_threadpool_sizesize
 */
export function threads(): number {
  const { process } = globalThis as Platform
  try {
    const { UV_THREADPOOL_SIZE } = process?.env ?? {}
    const size = UV_THREADPOOL_SIZE === undefined ? 4 : Number.parseInt(UV_THREADPOOL_SIZE, 10)
    return size > 0 ? size : 1
  } catch {
    return 4 // Deno lets nobody read the environment without permission.
  }
}

/** The 64 bytes that the platform's scrypt makes of a password, which are those that Lucia's makes. */
export function deriveKey(
  password: string,
  salt: Uint8Array,
  { cost, blockSize }: ScryptParameters,
): Promise<Uint8Array> {
  const scrypt = platformScrypt()
  if (!scrypt) throw new Error('This platform has no scrypt')
  const bytes = new TextEncoder().encode(password.normalize('NFKC'))
  // The platform's default is 32 MiB, which Lucia's parameters exceed by a little.
  const options = { N: cost, r: blockSize, p: 1, maxmem: 256 * (cost + 1) * blockSize }
  return new Promise((resolve, reject) => {
    scrypt(bytes, salt, 64, options, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}
