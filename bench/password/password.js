// Prints what a login costs, here and with Lucia's own scrypt: node bench/password/password.js
// Linux only: it reads CPU times from /proc.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { platforms } from './platforms.js'

const rounds = Number(process.argv[2] ?? 5)
const tick = 1_000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
const names = ['lucia', 'lucia-setup']

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const percentile = (values, part) =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * part) - 1]

/** The CPU time that a process has used, all its threads, in milliseconds. */
function cpuTime(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * tick
}

/** Over a connection of its own: one that waited for long may be closed at that moment. */
async function get(url) {
  const [response] = await once(request(url, { agent: false }).end(), 'response')
  return await text(response)
}

/** CPU and wall time of one hash, in milliseconds, over ten of them. */
async function costOfOne({ origin, pid }, name) {
  const before = { cpu: cpuTime(pid), wall: performance.now() }
  await get(`${origin}/login?hash=${name}&count=9`)
  return { cpu: (cpuTime(pid) - before.cpu) / 10, wall: (performance.now() - before.wall) / 10 }
}

/** How long trivial requests take, one every 5 ms or so, while 8 logins run. */
async function trivialRequests({ origin }, name) {
  let running = true
  const times = []
  const logins = Array.from({ length: 8 }, () => get(`${origin}/login?hash=${name}&count=1`))
  const all = Promise.all(logins).finally(() => {
    running = false
  })
  const requests = []
  while (running) {
    const start = performance.now()
    requests.push(get(`${origin}/trivial`).then(() => times.push(performance.now() - start)))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await Promise.all([all, ...requests])
  return times
}

async function measure(start) {
  const server = await start()
  const results = { lucia: [], 'lucia-setup': [] }
  try {
    for (const name of names) await costOfOne(server, name)
    for (let round = 0; round < rounds; round++) {
      for (const name of names) {
        const cost = await costOfOne(server, name)
        results[name].push({ ...cost, trivial: await trivialRequests(server, name) })
      }
    }
    return results
  } finally {
    await server.stop()
  }
}

const show = (...cells) =>
  console.log(cells.map((cell, index) => String(cell).padEnd(index < 2 ? 30 : 14)).join(''))

show('', 'milliseconds', ...names, 'ratio')
for (const [platform, start] of Object.entries(platforms)) {
  const results = await measure(start)
  const rows = {
    'CPU per hash': (runs) => median(runs.map(({ cpu }) => cpu)),
    'wall time per hash': (runs) => median(runs.map(({ wall }) => wall)),
    'trivial request, p50': (runs) =>
      percentile(
        runs.flatMap(({ trivial }) => trivial),
        0.5,
      ),
    'trivial request, p99': (runs) =>
      percentile(
        runs.flatMap(({ trivial }) => trivial),
        0.99,
      ),
  }
  for (const [row, of] of Object.entries(rows)) {
    const [lucia, ours] = names.map((name) => of(results[name]))
    show(platform, row, lucia.toFixed(1), ours.toFixed(1), `${(lucia / ours).toFixed(2)}x`)
  }
}
