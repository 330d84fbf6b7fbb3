import { fetch, type Miniflare } from 'miniflare'

/** What the isolate of a Worker takes, in bytes: V8's objects, and the buffers beside them. */
interface HeapUsage {
  usedSize: number
  embedderHeapUsedSize: number
  backingStorageSize: number
}

/**
 * The megabytes that a Worker holds on to. A snapshot of its heap collects first all that nothing
 * holds; workerd does not collect when it is asked to.
 */
export async function heldBy(miniflare: Miniflare): Promise<number> {
  const url = await miniflare.getInspectorURL()
  url.protocol = 'http:'
  url.pathname = '/core:user:'
  const { webSocket } = await fetch(url, { headers: { Upgrade: 'websocket' } })
  if (!webSocket) throw new Error('The inspector of the Worker does not answer')
  webSocket.accept()
  const usage = await new Promise<HeapUsage>((resolve) => {
    webSocket.addEventListener('message', ({ data }) => {
      const { id, result } = JSON.parse(String(data)) as { id?: number; result: HeapUsage }
      if (id === 2) resolve(result)
    })
    webSocket.send(JSON.stringify({ id: 1, method: 'HeapProfiler.takeHeapSnapshot' }))
    webSocket.send(JSON.stringify({ id: 2, method: 'Runtime.getHeapUsage' }))
  })
  webSocket.close()
  return (usage.usedSize + usage.embedderHeapUsedSize + usage.backingStorageSize) / 1e6
}
