import { describeTime } from '../lib/describe'

export function Time({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{describeTime(at)}</time>
}
