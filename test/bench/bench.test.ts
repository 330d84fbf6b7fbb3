import { describe, expect, it } from 'vitest'
import { lines, summary } from '../../bench/table.js'
import { root, run } from '../package/run.ts'

describe('a summary', () => {
  const figures = { ours: [1, 2, 9], theirs: [4, 6, 9] }

  it('has medians, the spread, and the median of the ratios of the rounds', () => {
    const { rivals } = summary({ name: 'work', unit: 'seconds', figures })
    expect(rivals).toEqual({
      ours: { median: 2, low: 2, high: 9, ratio: 1 },
      theirs: { median: 6, low: 6, high: 9, ratio: 3 },
    })
  })

  it('tells whether targets are met', () => {
    const targets = [
      { against: 'theirs', atLeast: 3 },
      { against: 'theirs', atLeast: 4 },
      { against: 'theirs', atMost: 0.4 },
      { against: 'theirs', atMost: 0.3 },
      { most: 2 },
      { most: 1 },
    ]
    const judged = summary({ name: 'work', unit: 'seconds', figures, targets })
    expect(judged.targets.map(({ met }) => met)).toEqual([true, false, true, false, true, false])
    expect(lines(judged)).toContain('MISSED: at most 1\n')
  })
})

describe('npm run bench', () => {
  it('says which parts there are, for a name that is none', async () => {
    const { code, stdout, output } = await run(root, 'node', 'bench/bench.js', '--only', 'nothing')
    expect([code, stdout]).toEqual([1, ''])
    expect(output).toMatch(/^There is no part "nothing"\. The parts are attack, .+\n$/)
  })

  it('prints a part beside its rivals and its targets', async () => {
    const { stdout } = await run(root, 'node', 'bench/bench.js', '--only', 'set-up')
    expect(stdout).toMatch(/createAuth, a fresh handle \(microseconds of CPU\)\n {2}lucia-setup/)
    expect(stdout).toMatch(/by hand, fresh handle +\d/)
    expect(stdout).toMatch(/^\d of 2 targets met$/m)
  })
})
