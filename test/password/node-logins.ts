import { scrypt } from '../../src/password.ts'

// A process of its own for memory.test.ts: what 50 logins at once add to its memory, in MiB.

const passwordHash = scrypt({ timeout: 600_000 })
const hash = await passwordHash.generate('password')
const before = process.memoryUsage.rss()
let peak = before
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, 1)
const logins = Array.from({ length: 50 }, () => passwordHash.validate('password', hash))
const valid = (await Promise.all(logins)).filter(Boolean).length
clearInterval(watch)
console.log(JSON.stringify({ valid, added: (peak - before) / 2 ** 20 }))
