import { onTestFinished } from 'vitest'
import { type MonitorServer, type ServerOptions, startServer } from '../../../src/monitor/index.ts'
import { type FakeFeed, fakeFeed } from '../fake-feed.ts'

/** A server on a free port, ended with the test. */
export interface StartedServer {
  feed: FakeFeed
  server: MonitorServer
  url: string
  port: number
  streamUrl: string
}

/** Serves a fake feed, which has one tick where nothing else is handed in. */
export async function serve(
  options: ServerOptions = {},
  feed: FakeFeed = withOneTick(),
): Promise<StartedServer> {
  const server = await startServer(feed, { port: 0, ...options })
  onTestFinished(() => server.close())
  const { port } = new URL(server.url)
  return {
    feed,
    server,
    url: server.url,
    port: Number(port),
    streamUrl: `${server.url.replace(/^http/, 'ws')}/ws`,
  }
}

function withOneTick(): FakeFeed {
  const feed = fakeFeed()
  feed.tick({ 'cpu.usage': 0.532, 'memory.usage': 0.75, 'scan.active': null })
  return feed
}
