import crypto from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { scrypt } from '../../src/password.ts'

// A process of its own for threads.test.ts: how many hashes run at once, and whether a file is read
// before the first of them has ended.

let running = 0
let most = 0
const { scrypt: platform } = crypto
Object.assign(crypto, {
  scrypt(...args: unknown[]) {
    most = Math.max(most, ++running)
    const callback = args.pop() as (...results: unknown[]) => void
    const end = (...results: unknown[]) => {
      running--
      callback(...results)
    }
    Reflect.apply(platform, crypto, [...args, end])
  },
})

const passwordHash = scrypt({ timeout: 600_000 })
const ends: string[] = []
const hashes = Array.from({ length: 12 }, async () => {
  await passwordHash.generate('password')
  ends.push('hash')
})
await Promise.all([...hashes, readFile(process.argv[1] ?? '').then(() => ends.push('file'))])
console.log(JSON.stringify({ most, first: ends[0] }))
