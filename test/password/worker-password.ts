import { generateLuciaPasswordHash, validateLuciaPasswordHash } from 'lucia/utils'
import { inLine } from '../../src/internal/password/queue.ts'
import { scrypt } from '../../src/password.ts'

const password = 'pass\ud800word \ufb01'
const arrived: string[] = []
const begun: string[] = []
const ended = new Set<string>()

const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** A job of one request, that ends when another request says so. */
async function job(id: string, concurrency: number): Promise<string> {
  arrived.push(id)
  await inLine({ concurrency, queue: 64, timeout: 60_000 }, async () => {
    begun.push(id)
    while (!ended.has(id)) await sleep(5)
  })
  // A request that went on in another one's place could not wait for a timer of its own now.
  await sleep(1)
  return id
}

async function check(): Promise<object> {
  const ours = await scrypt.generate(password)
  const lucias = await generateLuciaPasswordHash(password)
  const legacy = `salt:${'0'.repeat(128)}`
  return {
    implementation: scrypt.implementation,
    ours: await validateLuciaPasswordHash(password, ours),
    lucias: await scrypt.validate(password, lucias),
    wrong: await scrypt.validate('wrong', ours),
    empty: await scrypt.validate('', await scrypt.generate('')),
    legacy: await scrypt.validate(password, legacy),
    otherCost: await otherCost(),
  }
}

async function otherCost(): Promise<unknown> {
  const stored = `$scrypt$ln=15,r=16,p=1$${'A'.repeat(22)}$${'A'.repeat(86)}`
  const message = (error: unknown) => String(error)
  try {
    const passwordHash = scrypt({ cost: 32_768 })
    return await passwordHash.validate(password, await passwordHash.generate(password))
  } catch (error) {
    return [message(error), await scrypt.validate(password, stored).catch(message)]
  }
}

/** As many logins at once as asked for, all of them in this request. */
async function logins(count: number): Promise<string> {
  const passwordHash = scrypt({ queue: count, timeout: 600_000 })
  const hash = await passwordHash.generate(password)
  const logins = Array.from({ length: count }, () => passwordHash.validate(password, hash))
  return String((await Promise.all(logins)).filter(Boolean).length)
}

const routes: Record<string, (parameters: URLSearchParams) => unknown> = {
  '/job': (parameters) => job(parameters.get('id') ?? '', Number(parameters.get('concurrency'))),
  '/end': (parameters) => ended.add(parameters.get('id') ?? '').size,
  '/state': () => ({ arrived, begun }),
  '/check': check,
  '/logins': (parameters) => logins(Number(parameters.get('count'))),
}

export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    return Response.json((await routes[pathname]?.(searchParams)) ?? null)
  },
}
