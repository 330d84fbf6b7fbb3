const quantile = (values, part) => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.round((sorted.length - 1) * part)]
}

/**
 * A comparison in figures: median and spread (the middle half) of each rival, and its ratio to this
 * package, which is the median of the ratios of the rounds, and whether each target is met.
 */
export function summary({ name, unit, figures, targets = [] }) {
  const [ours] = Object.values(figures)
  const rivals = Object.fromEntries(
    Object.entries(figures).map(([rival, values]) => {
      const turns = values.length === ours.length
      const ratios = turns
        ? values.map((value, round) => value / ours[round])
        : [quantile(values, 0.5) / quantile(ours, 0.5)]
      const spread = [0.25, 0.5, 0.75].map((part) => round(quantile(values, part)))
      const [low, median, high] = spread
      return [rival, { median, low, high, ratio: round(quantile(ratios, 0.5)) }]
    }),
  )
  const [{ median }] = Object.values(rivals)
  return { name, unit, rivals, targets: targets.map((target) => judge(target, rivals, median)) }
}

/** Ratios are the rival's figure by ours: how many times as fast, or as small, this package is. */
function judge({ against, atLeast, atMost, most }, rivals, median) {
  if (against === undefined) return { target: `at most ${most}`, met: median <= most }
  const { ratio } = rivals[against]
  // Read off the medians of the rounds' ratios; 1 / ratio is ours by the rival's.
  if (atLeast !== undefined) {
    return { target: `${against}: at least ${atLeast}x`, met: ratio >= atLeast }
  }
  return { target: `at most ${atMost} times ${against}`, met: 1 / ratio <= atMost }
}

/** Three figures are as many as a noisy machine can tell. */
function round(value) {
  return Number(value.toPrecision(3))
}

/** A summary as lines of a table. */
export function lines({ name, unit, rivals, targets }) {
  const rows = Object.entries(rivals).map(([rival, { median, low, high, ratio }], index) =>
    [
      `  ${rival}`.padEnd(34),
      String(median).padStart(9),
      (low === high ? '' : `${low} to ${high}`).padStart(22),
      (index === 0 ? '' : `${ratio}x`).padStart(10),
    ].join(''),
  )
  const verdicts = targets.map(({ target, met }) => `  ${met ? 'met' : 'MISSED'}: ${target}`)
  return [`${name} (${unit})`, ...rows, ...verdicts, ''].join('\n')
}
