import { expect, it } from 'vitest'
import { runInNode } from './run-in-node.ts'

const sizes: [size: string | undefined, most: number][] = [
  [undefined, 3],
  ['1', 1],
  ['2', 1],
  ['6', 5],
  ['50', 8],
  // Node has one thread then.
  ['0', 1],
  ['many', 1],
]

it.each(sizes)(
  'hashes leave a thread of Node free where there is another: with UV_THREADPOOL_SIZE %s, %i at once',
  async (size, most) => {
    const end = await runInNode('node-threads.ts', { UV_THREADPOOL_SIZE: size })
    expect(end).toEqual({ most, first: most === 1 && size !== '2' ? 'hash' : 'file' })
  },
)
