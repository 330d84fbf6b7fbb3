import { generateRandomString } from 'lucia/utils'
import { hex } from '../sha256.ts'
import { deriveKey, type ScryptParameters } from './platform.ts'

/** Lucia's cost. */
export const defaultCost = 16_384
/** The most that a stored hash may make this process do: 256 MiB and eight times Lucia's work. */
export const highestCost = 131_072

/** Lucia's block size, of its hashes that begin with `s2:`. */
export const blockSize = 16

/** A stored hash, taken apart. */
export interface PasswordFormat {
  parameters: ScryptParameters
  salt: Uint8Array
  /** The key as text, as `toText` writes it. */
  key: string
  toText: (key: Uint8Array) => string
}

/**
 * Hashes a password. With Lucia's cost `s2:<salt>:<key>`, as Lucia does; with another one
 * `$scrypt$ln=15,r=16,p=1$<salt>$<key>`, a PHC string, whose `ln` is the binary logarithm of the cost.
 * Lucia finds that such a hash fits no password.
 * https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md
 */
export async function hashPassword(password: string, cost: number): Promise<string> {
  const parameters = { cost, blockSize }
  if (cost === defaultCost) {
    const salt = generateRandomString(16)
    return `s2:${salt}:${hex(await deriveKey(password, encode(salt), parameters))}`
  }
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const key = await deriveKey(password, salt, parameters)
  return `$scrypt$ln=${Math.log2(cost)},r=${blockSize},p=1$${toBase64(salt)}$${toBase64(key)}`
}

/** Takes a hash apart, unless it is of a kind that fits no password. */
export function parseHash(hash: string): PasswordFormat | undefined {
  const parts = hash.split(':')
  const [key = '', salt = '', version] = [...parts].reverse()
  if (parts.length === 3 && version === 's2') {
    const parameters = { cost: defaultCost, blockSize }
    return { parameters, salt: encode(salt), key, toText: hex }
  }
  if (parts.length === 2) {
    const parameters = { cost: defaultCost, blockSize: 8 }
    return { parameters, salt: encode(salt), key, toText: hex }
  }
  return parsePhcString(hash)
}

/** Only what `hashPassword()` writes: a higher cost in a row of the table would exhaust the memory. */
function parsePhcString(hash: string): PasswordFormat | undefined {
  const match = /^\$scrypt\$ln=(1\d),r=16,p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{86})$/.exec(hash)
  if (!match) return undefined
  const [, logarithm, salt = '', key = ''] = match
  const cost = 2 ** Number(logarithm)
  if (cost < defaultCost || cost > highestCost) return undefined
  return { parameters: { cost, blockSize }, salt: fromBase64(salt), key, toText: toBase64 }
}

/** Whether a password fits a hash, in a time that does not tell how much of the key is the same. */
export async function fitsHash(password: string, hash: PasswordFormat): Promise<boolean> {
  const key = hash.toText(await deriveKey(password, hash.salt, hash.parameters))
  if (key.length !== hash.key.length) return false
  let difference = 0
  for (let index = 0; index < key.length; index++) {
    difference |= key.charCodeAt(index) ^ hash.key.charCodeAt(index)
  }
  return difference === 0
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('=', '')
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
