// Prints what this package adds to a Worker: node bench/size/size.js
import { apps, measure } from './measure.js'

const measured = new Map()
for (const app of apps) measured.set(app, await measure(app))

const sizes = [...measured.values()]
const names = new Set(sizes.flatMap(({ parts }) => [...parts.keys()]))
const show = (name, cells) =>
  console.log([name.padEnd(36), ...cells.map((cell) => cell.padStart(18))].join(''))
const size = ({ bytes, gzipped } = {}) => (bytes ? `${bytes} / ${gzipped}` : '')

show('Bytes, minified / gzip -9', apps)
for (const name of [...names].sort()) {
  show(
    name,
    sizes.map(({ parts }) => size(parts.get(name))),
  )
}
show('all', sizes.map(size))

const difference = measured.get('with-lucia-setup').gzipped - measured.get('by-hand').gzipped
console.log(`\nWith lucia-setup: ${difference} bytes more than by hand, gzipped`)
