// Miniflare waits until a number has changed for what its Worker answers, and takes every wake-up for
// the change. On a busy machine the wake-up for an answer can come after the next question, which then
// has none: "false == true". With this, which each test file begins with, a wait ends at the change.

const { wait } = Atomics

function untilChanged(numbers: Int32Array, index: number, value: number, timeout?: number) {
  for (;;) {
    const end = wait(numbers, index, value, timeout)
    if (end !== 'ok' || Atomics.load(numbers, index) !== value) return end
  }
}

// Files that share a process share this too.
if (wait.name !== untilChanged.name) Object.assign(Atomics, { wait: untilChanged })
