import { generateLuciaPasswordHash, validateLuciaPasswordHash } from 'lucia/utils'
import { blockSize, fitsHash, hashPassword, type PasswordFormat } from './format.ts'
import { deriveKey, platformScrypt, type ScryptParameters } from './platform.ts'

/** Hashes a new password, by the platform or by Lucia. */
export function newHash(password: string, cost: number): Promise<string> {
  return platformScrypt() ? hashPassword(password, cost) : generateLuciaPasswordHash(password)
}

/**
 * Whether a password fits a hash, by the platform or by Lucia. If it does not, that takes the work of
 * one hash of the dearest cost, whatever this hash's own is: how long it takes tells nothing.
 */
export async function fits(
  password: string,
  hash: string,
  parsed: PasswordFormat,
  dearest: number,
): Promise<boolean> {
  const matches = platformScrypt()
    ? await fitsHash(password, parsed)
    : await validateLuciaPasswordHash(password, hash)
  if (matches) return true
  let done = parsed.parameters
  // Each time doubles what was done. Legacy hashes have half of the block size.
  while (done.cost * done.blockSize < dearest * blockSize) {
    await idle(password, done)
    done = done.blockSize < blockSize ? { ...done, blockSize } : { ...done, cost: done.cost * 2 }
  }
  return false
}

/** Hashes a password for nothing but the work of it. */
export async function idle(password: string, parameters: ScryptParameters): Promise<void> {
  if (platformScrypt()) {
    await deriveKey(password, new Uint8Array(16), parameters)
    return
  }
  const version = parameters.blockSize === blockSize ? 's2:' : ''
  await validateLuciaPasswordHash(password, `${version}salt:key`)
}
